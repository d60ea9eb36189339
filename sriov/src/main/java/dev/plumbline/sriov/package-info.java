/**
 * Virtual functions: how many a physical function has ({@link dev.plumbline.sriov.SetVfCount}), which device, link and
 * representor belongs to which ({@link dev.plumbline.sriov.PhysicalFunction}, {@link dev.plumbline.sriov.Representors}), and
 * what the physical function allows each of them ({@link dev.plumbline.sriov.SetVf}). The sysfs half reads files under a
 * {@link dev.plumbline.host.Sysroot} and needs no native code; settings go through netlink, to the running host only. Drivers
 * are bound elsewhere.
 */
@NullMarked
package dev.plumbline.sriov;

import org.jspecify.annotations.NullMarked;
