package dev.plumbline.sriov.cli;

import dev.plumbline.host.Problem;
import dev.plumbline.sriov.PfName;
import dev.plumbline.sriov.SriovDevices;
import dev.plumbline.sriov.VfSetting;
import dev.plumbline.vfio.cli.CommonOptions;
import dev.plumbline.vfio.cli.Output;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vfio-bind vf}. */
@Command(
        name = "vf",
        description = "Sets what a physical function decides about one of its virtual functions.",
        mixinStandardHelpOptions = true)
final class VfCommand implements Callable<Integer> {
    private final Output output;
    private final Map<VfSetting, String> wanted = new EnumMap<>(VfSetting.class);

    @Mixin
    private CommonOptions common = new CommonOptions();

    VfCommand(Output output) {
        this.output = output;
    }

    @Parameters(index = "0", paramLabel = "PF", description = "The physical function: 3b:00.0, or its link's name.")
    private String pf = "";

    @Parameters(index = "1", paramLabel = "INDEX", description = "The virtual function's number, from 0.")
    private int index;

    @Option(names = "--mac", paramLabel = "M", description = "Its Ethernet address.")
    void mac(String text) {
        put(VfSetting.MAC, text);
    }

    @Option(
            names = "--vlan",
            paramLabel = "V[:QOS[:PROTO]]",
            description = "The VLAN of its frames, 0 to 4094 (0: none), with priority 0 to 7 and 802.1q or 802.1ad.")
    void vlan(String text) {
        put(VfSetting.VLAN, text);
    }

    @Option(names = "--rate", paramLabel = "MIN:MAX", description = "What it may send, in Mbit/s; 0 is no limit.")
    void rate(String text) {
        put(VfSetting.RATE, text);
    }

    @Option(
            names = "--spoofchk",
            paramLabel = "on|off",
            description = "Whether frames with another source address are dropped.")
    void spoofchk(String text) {
        put(VfSetting.SPOOFCHK, text);
    }

    @Option(names = "--trust", paramLabel = "on|off", description = "Whether it may change its own address.")
    void trust(String text) {
        put(VfSetting.TRUST, text);
    }

    @Option(
            names = "--link-state",
            paramLabel = "auto|enable|disable",
            description = "Its link: as the port's own, always on, or off.")
    void linkState(String text) {
        put(VfSetting.LINK_STATE, text);
    }

    @Option(names = "--node-guid", paramLabel = "GUID", description = "Its InfiniBand node GUID.")
    void nodeGuid(String text) {
        put(VfSetting.NODE_GUID, text);
    }

    @Option(names = "--port-guid", paramLabel = "GUID", description = "Its InfiniBand port GUID.")
    void portGuid(String text) {
        put(VfSetting.PORT_GUID, text);
    }

    @Option(
            names = "--query-rss",
            paramLabel = "on|off",
            description = "Whether it may ask for the hash key and table of receive-side scaling.")
    void queryRss(String text) {
        put(VfSetting.QUERY_RSS, text);
    }

    private void put(VfSetting setting, @Nullable String text) {
        if (text != null) { // picocli resets options with null before it parses
            wanted.put(setting, setting.parse(text));
        }
    }

    @Override
    public Integer call() {
        if (index < 0) {
            throw Problem.badInput("BAD_USAGE", "INDEX " + index, "virtual functions are numbered from 0")
                    .fix("'vfio-bind vfs " + pf + "' lists them")
                    .exception();
        }
        if (wanted.isEmpty()) {
            throw Problem.badInput("BAD_USAGE", "vfio-bind vf", "nothing to set is given")
                    .fix("see 'vfio-bind vf --help'; 'vfio-bind vfs " + pf + "' shows what is set")
                    .exception();
        }
        SriovDevices devices = SriovDevices.of(common.root(), common.state());
        PfName name = PfName.of(common.root(), pf);
        return VfOutput.print(output, devices.set(name, index, wanted, common.timeout()));
    }
}
