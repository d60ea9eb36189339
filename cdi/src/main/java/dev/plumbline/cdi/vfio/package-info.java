/**
 * CDI documents for devices that are passed through to VMs with VFIO: made from a plain description of the devices, and read
 * back into what a VMM opens. Addresses of devices are text here; what they mean is known elsewhere.
 */
@NullMarked
package dev.plumbline.cdi.vfio;

import org.jspecify.annotations.NullMarked;
