package dev.plumbline.itest.lab;

import dev.plumbline.host.Sysroot;
import dev.plumbline.vfio.Bdf;
import dev.plumbline.vfio.BindPolicy;
import dev.plumbline.vfio.HostDevices;
import java.nio.file.Path;
import java.util.List;

/** Binds or restores a function, in a process of its own that is killed while it does. */
final class KilledBinding {
    private KilledBinding() {}

    public static void main(String[] arguments) {
        HostDevices devices = HostDevices.of(Sysroot.host(), Path.of(arguments[1]));
        List<Bdf> function = List.of(Bdf.parse(arguments[2]));
        if (arguments[0].equals("bind")) {
            devices.bind(function, BindPolicy.DEFAULT, LabBed.LIMIT);
        } else {
            devices.restore(function, LabBed.LIMIT);
        }
    }
}
