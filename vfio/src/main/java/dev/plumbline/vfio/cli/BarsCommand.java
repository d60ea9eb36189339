package dev.plumbline.vfio.cli;

import dev.plumbline.host.Problem;
import dev.plumbline.vfio.BarWindows;
import dev.plumbline.vfio.Bdf;
import dev.plumbline.vfio.ReasonCode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code vfio-bind bars}. */
@Command(
        name = "bars",
        description = "Shows the windows in its address space that a guest needs. Ends with 7 when they do not fit.",
        mixinStandardHelpOptions = true)
final class BarsCommand implements Callable<Integer> {
    private static final String FIX =
            "give the guest wider addresses (-cpu host,host-phys-bits=on, or phys-bits=N), or fewer devices";

    private final Output output;

    @Mixin
    private CommonOptions common = new CommonOptions();

    BarsCommand(Output output) {
        this.output = output;
    }

    @Parameters(paramLabel = "BDF", arity = "1..*", description = "The devices.")
    private List<Bdf> wanted = List.of();

    @Mixin
    private PhysBitsOption physBits = new PhysBitsOption();

    @Override
    public Integer call() {
        BarWindows windows = common.devices().windows(wanted, physBits.bits());
        int code = output.result(
                to -> {
                    to.writeStartObject();
                    to.writeArrayFieldStart("devices");
                    for (BarWindows.OfDevice device : windows.devices()) {
                        to.writeStartObject();
                        to.writeStringField("bdf", device.bdf().toString());
                        DeviceJson.bars(to, device.bars(), Map.of());
                        to.writeNumberField("windowBytes", device.windowBytes());
                        to.writeNumberField("lowWindowBytes", device.lowWindowBytes());
                        to.writeEndObject();
                    }
                    to.writeEndArray();
                    to.writeNumberField("totalBytes", windows.totalBytes());
                    to.writeNumberField("ovmfMmio64Mib", windows.ovmfMmio64Mib());
                    to.writeNumberField("physBitsNeeded", windows.physBitsNeeded());
                    to.writeNumberField("physBits", windows.physBits());
                    to.writeBooleanField("fits", windows.fits());
                    to.writeArrayFieldStart("reasons");
                    if (!windows.fits()) {
                        to.writeStartObject();
                        to.writeStringField("code", ReasonCode.BAR_WINDOW.name());
                        to.writeStringField("text", tooSmall(windows));
                        to.writeStringField("fix", FIX);
                        to.writeEndObject();
                    }
                    to.writeEndArray();
                    to.writeEndObject();
                },
                text -> print(text, windows));
        return windows.fits() ? code : Problem.Kind.DIFFERENT.exitCode();
    }

    private static String tooSmall(BarWindows windows) {
        return windows.physBits() >= windows.physBitsNeeded()
                ? "the windows below 4 GiB are too large together"
                : windows.physBitsNeeded() + " bits of physical address are needed, and the guest has "
                        + windows.physBits();
    }

    private static void print(Text text, BarWindows windows) {
        for (BarWindows.OfDevice device : windows.devices()) {
            text.row(
                    Text.Tone.PLAIN,
                    List.of(
                            device.bdf().toString(),
                            Text.size(device.windowBytes()) + " above 4 GiB",
                            Text.size(device.lowWindowBytes()) + " below"),
                    device.bars().stream()
                            .map(bar -> "bar " + bar.index() + "  " + ShowCommand.bar(bar))
                            .toList());
        }
        text.row("together", Text.size(windows.totalBytes()) + " above 4 GiB");
        text.row("OVMF", "-fw_cfg name=opt/ovmf/X-PciMmio64Mb,string=" + windows.ovmfMmio64Mib());
        text.row(
                windows.fits() ? Text.Tone.GOOD : Text.Tone.BAD,
                List.of(
                        "needs",
                        windows.physBitsNeeded() + " bits of " + windows.physBits(),
                        windows.fits() ? "fits" : "does not fit"),
                windows.fits() ? List.of() : List.of(ReasonCode.BAR_WINDOW + ": " + tooSmall(windows), "fix: " + FIX));
    }
}
