/**
 * A pod's links and how each becomes a NIC of a guest: {@link dev.plumbline.tap.PodScan} reads the namespace once, {@link
 * dev.plumbline.tap.NicPlanner} decides without any I/O (the kinds are in {@code LinkKinds}, the ways to join in {@code
 * TcJoint} and {@code MacvtapJoint}), and the steps carry it out, from {@link dev.plumbline.tap.CreateTap} to {@link
 * dev.plumbline.tap.TestRedirect}. VMs and guests are unknown here.
 */
@NullMarked
package dev.plumbline.tap;

import org.jspecify.annotations.NullMarked;
