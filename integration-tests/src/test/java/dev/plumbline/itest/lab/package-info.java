/**
 * Tests on host devices of a machine that has them: a virtual machine with an IOMMU, in which one JVM runs the tests that
 * are tagged {@code lab}. {@link dev.plumbline.itest.lab.LabTest} boots it and hands on what it reported.
 */
package dev.plumbline.itest.lab;
