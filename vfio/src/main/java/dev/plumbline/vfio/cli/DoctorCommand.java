package dev.plumbline.vfio.cli;

import dev.plumbline.host.Problem;
import dev.plumbline.vfio.Doctor.Finding;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code vfio-bind doctor}. */
@Command(
        name = "doctor",
        description = "Looks at the host as a whole: IOMMU, drivers, limits, leftovers. Ends with 0 or 7.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    private final Output output;

    @Mixin
    private CommonOptions common = new CommonOptions();

    DoctorCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() {
        List<Finding> findings = common.devices().examine();
        boolean ok = findings.stream().allMatch(Finding::ok);
        int code = output.result(
                to -> {
                    to.writeStartObject();
                    to.writeBooleanField("ok", ok);
                    to.writeArrayFieldStart("findings");
                    for (Finding finding : findings) {
                        to.writeStartObject();
                        to.writeStringField("code", finding.code());
                        to.writeBooleanField("ok", finding.ok());
                        to.writeStringField("text", finding.text());
                        to.writeStringField("fix", finding.fix());
                        to.writeEndObject();
                    }
                    to.writeEndArray();
                    to.writeEndObject();
                },
                text -> findings.forEach(finding -> text.row(
                        finding.ok() ? Text.Tone.GOOD : Text.Tone.BAD,
                        List.of(finding.code(), finding.text(), finding.ok() ? "ok" : "not ok"),
                        finding.fix() == null ? List.of() : List.of("fix: " + finding.fix()))));
        return ok ? code : Problem.Kind.DIFFERENT.exitCode();
    }
}
