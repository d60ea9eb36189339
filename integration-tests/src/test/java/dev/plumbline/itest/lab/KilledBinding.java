package dev.plumbline.itest.lab;

import dev.plumbline.host.Sysroot;
import dev.plumbline.vfio.Bdf;
import dev.plumbline.vfio.BindPolicy;
import dev.plumbline.vfio.HostDevices;
import java.nio.file.Path;
import java.util.List;

/** Binds a function, in a process of its own that is killed while it does. */
final class KilledBinding {
    private KilledBinding() {}

    public static void main(String[] arguments) {
        HostDevices devices = HostDevices.of(Sysroot.host(), Path.of(arguments[0]));
        var unused = devices.bind(List.of(Bdf.parse(arguments[1])), BindPolicy.DEFAULT, LabBed.LIMIT);
    }
}
