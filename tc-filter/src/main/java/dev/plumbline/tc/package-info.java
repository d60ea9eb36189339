/**
 * Traffic control: queueing disciplines, classes, classifiers and actions, and the redirect that joins two links. {@link
 * dev.plumbline.tc.Qdiscs}, {@link dev.plumbline.tc.Classes} and {@link dev.plumbline.tc.Filters} build requests without a
 * socket; {@link dev.plumbline.tc.Qdisc}, {@link dev.plumbline.tc.TrafficClass} and {@link dev.plumbline.tc.Filter} are
 * views of what the kernel reports. Links are named by their index here; looking one up is netlink's work.
 */
@NullMarked
package dev.plumbline.tc;

import org.jspecify.annotations.NullMarked;
