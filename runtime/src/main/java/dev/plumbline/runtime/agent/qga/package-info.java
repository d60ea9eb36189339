/**
 * The stock QEMU guest agent on a virtio-serial port, with iproute2 in the guest: {@link
 * dev.plumbline.runtime.agent.qga.AgentConnection} speaks the agent's protocol ({@code qga/qapi-schema.json} of QEMU),
 * {@link dev.plumbline.runtime.agent.qga.IpWords} turns routes into lines for {@code ip -batch}. What the guest says is
 * bounded and never trusted.
 */
@NullMarked
package dev.plumbline.runtime.agent.qga;

import org.jspecify.annotations.NullMarked;
