/**
 * A pod's links and how each becomes a NIC of a guest: {@link dev.plumbline.tap.PodScan} reads the namespace once, {@link
 * dev.plumbline.tap.NicPlanner} decides without any I/O, and the steps ({@link dev.plumbline.tap.CreateTap}, {@link
 * dev.plumbline.tap.AddQdisc}, {@link dev.plumbline.tap.AddRedirect}, {@link dev.plumbline.tap.SetLink}) carry it out.
 * VMs and guests are unknown here.
 */
@NullMarked
package dev.plumbline.tap;

import org.jspecify.annotations.NullMarked;
