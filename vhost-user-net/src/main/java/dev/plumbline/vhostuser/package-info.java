/**
 * vhost-user for network devices: {@link dev.plumbline.vhostuser.BackendProbe} asks what a software switch offers, {@link
 * dev.plumbline.vhostuser.VhostUserBackend} is a back-end itself, which moves packets between a guest's rings and a {@link
 * dev.plumbline.vhostuser.port.PacketPort}. Whatever a guest or its VMM does ends at most its own connection.
 */
@NullMarked
package dev.plumbline.vhostuser;

import org.jspecify.annotations.NullMarked;
