package dev.plumbline.gpu;

import java.nio.file.Path;
import java.util.List;

/** Machines as their owners' published {@code lspci -vv -t} and {@code nvidia-smi topo} listings show them, without what does not matter. */
public final class Machines {
    private Machines() {}

    /**
     * An HGX H100 server: eight H100 SXM5, each behind a PCIe switch of its own which it shares with a NIC, four to a processor;
     * four NVSwitches behind a fifth switch. NVIDIA's driver has all; the first GPU is cut into two MIG instances.
     */
    public static HostTree hgxH100(Path root) {
        HostTree host = new HostTree(root);
        List<String> buses = List.of("1b", "43", "52", "61", "9d", "c3", "d1", "df");
        for (int i = 0; i < buses.size(); i++) {
            int bus = Integer.parseInt(buses.get(i), 16);
            String above = "0000:" + hex(bus - 3);
            HostTree.Function port = host.onBus(above, above + ":01.0", "060400", "8086:352a");
            HostTree.Function upstream = port.bridge("0000:" + hex(bus - 2) + ":00.0", "1000:c030", false);
            HostTree.Function down = upstream.bridge("0000:" + hex(bus - 1) + ":00.0", "1000:c030", true);
            String gpu = "0000:" + hex(bus) + ":00.0";
            down.behind(gpu, "030200", "10de:2330")
                    .bar("16M wide")
                    .bar("128G wide")
                    .bar("32M wide")
                    .numa(i / 4)
                    .group(40 + i)
                    .driver("nvidia")
                    .file("sriov_totalvfs", "16")
                    .file("sriov_numvfs", "0");
            host.file("proc/driver/nvidia/gpus/" + gpu + "/information", """
                    Model: \t\t NVIDIA H100 80GB HBM3
                    IRQ:   \t\t 345
                    GPU UUID: \t GPU-0f1e2d3c-0000-0000-0000-00000000000%d
                    Bus Location: \t %s
                    Device Minor: \t %d""".formatted(i, gpu, i));
            host.file("proc/driver/nvidia/capabilities/gpu" + i + "/mig/.keep", "");
        }
        host.file("proc/driver/nvidia/capabilities/gpu0/mig/gi1/ci0/access", "DeviceFileMinor: 3");
        host.file("proc/driver/nvidia/capabilities/gpu0/mig/gi2/ci0/access", "DeviceFileMinor: 12");
        host.file("proc/driver/nvidia/capabilities/gpu0/mig/gi2/ci1/access", "DeviceFileMinor: 13");
        HostTree.Function port = host.onBus("0000:02", "0000:02:01.0", "060400", "8086:352a");
        HostTree.Function upstream = port.bridge("0000:05:00.0", "1000:c030", false);
        for (int i = 0; i < 4; i++) {
            upstream.bridge("0000:06:0" + i + ".0", "1000:c030", true)
                    .behind("0000:" + hex(7 + i) + ":00.0", "068000", "10de:22a3")
                    .bar("32M wide only")
                    .numa(0)
                    .group(60 + i)
                    .driver("nvidia-nvswitch");
        }
        host.process(4242, "python3", "/dev/nvidiactl", "/dev/nvidia0");
        host.process(900, "nv-fabricmanage", "/dev/nvidia-nvswitch0");
        return host;
    }

    /**
     * A server with two A100 PCIe behind one PLX switch, whose ports do not redirect, and a third A100 at the other processor.
     * The third one's two virtual functions are ready for vGPUs of the kind with mediated devices.
     */
    public static HostTree a100Pcie(Path root) {
        HostTree host = new HostTree(root);
        HostTree.Function upstream =
                host.onBus("0000:3a", "0000:3a:00.0", "060400", "8086:2030").bridge("0000:3b:00.0", "10b5:8747", false);
        a100(upstream.bridge("0000:3c:08.0", "10b5:8747", false), "0000:3d:00.0", 0)
                .group(30);
        a100(upstream.bridge("0000:3c:10.0", "10b5:8747", false), "0000:3e:00.0", 0)
                .group(31);
        HostTree.Function port = host.onBus("0000:ae", "0000:ae:00.0", "060400", "8086:2030");
        HostTree.Function third = a100(port, "0000:af:00.0", 1)
                .group(70)
                .driver("nvidia")
                .file("sriov_totalvfs", "16")
                .file("sriov_numvfs", "2");
        for (int i = 0; i < 2; i++) {
            String vf = "0000:af:00." + (4 + i);
            third.link("virtfn" + i, "../" + vf);
            port.behind(vf, "030200", "10de:20f1")
                    .link("physfn", "../0000:af:00.0")
                    .driver("nvidia")
                    .group(71 + i)
                    .file("mdev_supported_types/nvidia-474/name", "GRID A100-10C")
                    .file("mdev_supported_types/nvidia-474/available_instances", Integer.toString(i));
        }
        return host;
    }

    private static HostTree.Function a100(HostTree.Function above, String bdf, int node) {
        return above.behind(bdf, "030200", "10de:20f1")
                .bar("16M")
                .bar("64G wide")
                .bar("32M wide")
                .numa(node);
    }

    /** A processor with graphics (AMD Cezanne): the platform's security processor and USB controller have the same slot. */
    static HostTree apu(Path root) {
        HostTree host = new HostTree(root);
        HostTree.Function port =
                host.onBus("0000:00", "0000:00:08.1", "060400", "1022:1635").group(4);
        port.behind("0000:07:00.0", "030000", "1002:1638").bar("256M wide").group(10);
        port.behind("0000:07:00.1", "040300", "1002:1637").bar("16K").group(11);
        port.behind("0000:07:00.2", "108000", "1022:15df").bar("1M").group(12);
        port.behind("0000:07:00.3", "0c0330", "1022:1639").bar("1M wide").group(13);
        return host;
    }

    /**
     * A desktop with a GeForce RTX 2080 Ti, which has four functions, in use: NVIDIA's driver without a frame buffer of its own,
     * so that efifb still shows the firmware's screen; an X server and a compositor.
     */
    public static HostTree desktop(Path root) {
        HostTree host = new HostTree(root);
        HostTree.Function port =
                host.onBus("0000:00", "0000:00:01.0", "060400", "8086:1901").group(1);
        port.behind("0000:01:00.0", "030000", "10de:1e04")
                .bar("16M")
                .bar("256M wide")
                .bar("32M wide")
                .bar("128 io")
                .group(1)
                .driver("nvidia")
                .file("boot_vga", "1")
                .file("drm/card0/dev", "226:0")
                .file("drm/renderD128/dev", "226:128");
        port.behind("0000:01:00.1", "040300", "10de:10f7").bar("16K").group(1).driver("snd_hda_intel");
        port.behind("0000:01:00.2", "0c0330", "10de:1ad6")
                .bar("256K wide")
                .group(1)
                .driver("xhci_hcd");
        port.behind("0000:01:00.3", "0c8000", "10de:1ad7").bar("4K").group(1);
        String start = resourceStart(host, "0000:00/0000:00:01.0/0000:01:00.0", 1);
        long at = Long.parseUnsignedLong(start, 16);
        host.file("proc/iomem", """
                00000000-00000fff : Reserved
                00001000-0009efff : System RAM
                %1$x-%2$x : PCI Bus 0000:00
                  %1$x-%2$x : PCI Bus 0000:01
                    %1$x-%2$x : 0000:01:00.0
                      %1$x-%3$x : efifb
                fed90000-fed90fff : dmar0""".formatted(at, at + (256 << 20) - 1, at + (3 << 20) - 1));
        host.file("proc/driver/nvidia/gpus/0000:01:00.0/information", "Device Minor: \t 0");
        host.file("proc/driver/nvidia/capabilities/gpu0/mig/.keep", ""); // the driver makes it for every GPU
        host.file("sys/class/vtconsole/vtcon0/name", "(S) VGA+");
        host.file("sys/class/vtconsole/vtcon0/bind", "0");
        host.file("sys/class/vtconsole/vtcon1/name", "(M) frame buffer device");
        host.file("sys/class/vtconsole/vtcon1/bind", "1");
        host.process(1300, "Xorg", "socket:[8812]", "/dev/dri/card0");
        host.process(1500, "picom", "/dev/dri/card0", "/dev/dri/renderD128", "/dev/dri/renderD128");
        host.process(1600, "bash", "pipe:[8813]");
        return host;
    }

    private static String resourceStart(HostTree host, String function, int bar) {
        try {
            return java.nio.file.Files.readAllLines(host.root().resolve("sys/devices/pci" + function + "/resource"))
                    .get(bar)
                    .substring(2, 18);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A server with four MI300X, two of each joined by XGMI, all on one processor and with nothing but its own root port each. */
    public static HostTree mi300x(Path root) {
        HostTree host = new HostTree(root);
        List<String> buses = List.of("05", "26", "46", "65");
        for (int i = 0; i < buses.size(); i++) {
            String above = "0000:" + hex(Integer.parseInt(buses.get(i), 16) - 1);
            host.onBus(above, above + ":01.1", "060400", "1022:14ab")
                    .behind("0000:" + buses.get(i) + ":00.0", "120000", "1002:74a1")
                    .bar("256G wide")
                    .bar("2M wide")
                    .bar("128 io")
                    .bar("512K")
                    .numa(0)
                    .group(10 + i)
                    .driver("vfio-pci")
                    .file("xgmi_hive_info/xgmi_hive_id", i < 2 ? "5841" : "9127");
        }
        return host;
    }

    /** A workstation with an Arc A770, whose display and audio functions are behind the switch on the card, and a Radeon RX 5700 XT. */
    public static HostTree arcAndNavi(Path root) {
        HostTree host = new HostTree(root);
        HostTree.Function arc =
                host.onBus("0000:00", "0000:00:01.0", "060400", "8086:a70d").bridge("0000:03:00.0", "8086:4fa1", false);
        arc.bridge("0000:04:01.0", "8086:4fa4", true)
                .behind("0000:05:00.0", "030000", "8086:56a0")
                .bar("16M wide only")
                .bar("-")
                .bar("16G wide")
                .group(20)
                .driver("i915");
        arc.bridge("0000:04:04.0", "8086:4fa4", true)
                .behind("0000:06:00.0", "040300", "8086:4f90")
                .bar("16K wide only")
                .group(21)
                .driver("snd_hda_intel");
        HostTree.Function navi = host.onBus("0000:00", "0000:00:1b.0", "060400", "8086:7ac0")
                .bridge("0000:08:00.0", "1002:1478", false)
                .bridge("0000:09:00.0", "1002:1479", false);
        navi.behind("0000:0a:00.0", "030000", "1002:731f")
                .bar("8G wide")
                .bar("2M wide")
                .bar("256 io")
                .bar("512K")
                .group(22)
                .driver("amdgpu")
                .file("graphics/fb0/dev", "29:0")
                .file("drm/card1/dev", "226:1");
        navi.behind("0000:0a:00.1", "040300", "1002:ab38").bar("16K").group(23).driver("snd_hda_intel");
        host.file("sys/class/vtconsole/vtcon1/name", "(M) frame buffer device");
        host.file("sys/class/vtconsole/vtcon1/bind", "1");
        return host;
    }

    /** A server with a Flex 170 whose two virtual functions are there, and a virtual function of an A40 which is a vGPU without mdev. */
    public static HostTree virtualFunctions(Path root) {
        HostTree host = new HostTree(root);
        HostTree.Function port = host.onBus("0000:4c", "0000:4c:02.0", "060400", "8086:347a")
                .bridge("0000:4d:00.0", "8086:4fa0", true)
                .bridge("0000:4e:01.0", "8086:4fa4", true);
        HostTree.Function flex = port.behind("0000:4f:00.0", "038000", "8086:56c0")
                .bar("16M wide only")
                .bar("-")
                .bar("16G wide")
                .driver("i915")
                .group(50)
                .file("sriov_totalvfs", "31")
                .file("sriov_numvfs", "2");
        for (int i = 0; i < 2; i++) {
            String vf = "0000:4f:00." + (1 + i);
            flex.link("virtfn" + i, "../" + vf);
            port.behind(vf, "038000", "8086:56c0")
                    .bar("16M wide only")
                    .bar("-")
                    .bar("8G wide")
                    .link("physfn", "../0000:4f:00.0")
                    .group(51 + i);
        }
        HostTree.Function a40 = host.onBus("0000:80", "0000:80:01.0", "060400", "8086:347a");
        a40.behind("0000:81:00.0", "030200", "10de:2235")
                .bar("16M")
                .bar("64G wide")
                .driver("nvidia")
                .group(80)
                .link("virtfn0", "../0000:81:00.4")
                .file("sriov_totalvfs", "32")
                .file("sriov_numvfs", "1");
        a40.behind("0000:81:00.4", "030200", "10de:2235")
                .link("physfn", "../0000:81:00.0")
                .driver("nvidia")
                .group(81)
                .file("nvidia/current_vgpu_type", "557")
                .file("nvidia/creatable_vgpu_types", "ID    : vGPU Name\n557   : NVIDIA A40-1Q\n558   : NVIDIA A40-2Q");
        return host;
    }

    private static String hex(int bus) {
        return String.format(java.util.Locale.ROOT, "%02x", bus);
    }
}
