/**
 * The socket that vhost-user runs on: whole messages with their descriptors, in both roles (listening and dialling). What a
 * message means is not known here.
 */
@NullMarked
package dev.plumbline.vhostuser.transport;

import org.jspecify.annotations.NullMarked;
