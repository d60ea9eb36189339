package dev.plumbline.vfio.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.plumbline.host.Problem;
import dev.plumbline.vfio.HeaderType;
import dev.plumbline.vfio.HostDevices;
import dev.plumbline.vfio.HostSnapshot;
import dev.plumbline.vfio.IommuGroup;
import dev.plumbline.vfio.PciDevice;
import dev.plumbline.vfio.ReasonCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code vfio-bind groups}. */
@Command(
        name = "groups",
        description = "Shows the IOMMU groups, their members, and whether a VMM could open them.",
        mixinStandardHelpOptions = true)
final class GroupsCommand implements Callable<Integer> {
    private final Output output;

    @Mixin
    private CommonOptions common = new CommonOptions();

    GroupsCommand(Output output) {
        this.output = output;
    }

    @Parameters(paramLabel = "N", arity = "0..1", description = "Only this group.")
    private String wanted = "";

    @Override
    public Integer call() {
        HostDevices host = common.devices();
        HostSnapshot snapshot = host.snapshot();
        List<IommuGroup> groups = wanted.isEmpty()
                ? snapshot.inventory().groups()
                : List.of(snapshot.inventory().group(wanted).orElseThrow(() -> noGroup(wanted)));
        return output.result(
                to -> {
                    to.writeStartObject();
                    to.writeArrayFieldStart("groups");
                    for (IommuGroup group : groups) {
                        write(to, host, snapshot, group);
                    }
                    to.writeEndArray();
                    to.writeEndObject();
                },
                text -> {
                    groups.forEach(group -> print(text, snapshot, group));
                    if (groups.isEmpty()) {
                        text.line("no IOMMU groups: the IOMMU is off");
                    }
                });
    }

    private static RuntimeException noGroup(String wanted) {
        return Problem.notFound(ReasonCode.NOT_FOUND.name(), "group " + wanted, "this host has no such IOMMU group")
                .fix("vfio-bind groups shows those that it has")
                .exception();
    }

    private static void write(JsonGenerator to, HostDevices host, HostSnapshot snapshot, IommuGroup group)
            throws IOException {
        PciDevice first = group.members().get(0);
        to.writeStartObject();
        DeviceJson.group(to, group, snapshot.verdict(first).groupViable(), null);
        to.writeStringField("type", host.groupType(group.id()));
        to.writeObjectFieldStart("roles");
        for (PciDevice member : group.members()) {
            to.writeStringField(member.bdf().toString(), role(member));
        }
        to.writeEndObject();
        DeviceJson.holder(to, snapshot.holder(first).orElse(null));
        to.writeEndObject();
    }

    private static String role(PciDevice device) {
        if (device.headerType() != HeaderType.ENDPOINT) {
            return "bridge";
        }
        return device.isHostBridge() ? "host-bridge" : "endpoint";
    }

    private static void print(Text text, HostSnapshot snapshot, IommuGroup group) {
        PciDevice first = group.members().get(0);
        boolean viable = snapshot.verdict(first).groupViable();
        List<String> notes = new ArrayList<>();
        for (PciDevice member : group.members()) {
            String driver = member.driver() == null ? "no driver" : member.driver();
            notes.add(
                    member.bdf() + "  " + role(member) + ", " + driver + (member.blocksGroup() ? ", in the way" : ""));
        }
        snapshot.holder(first).ifPresent(holder -> notes.add("held by " + holder));
        if (!group.blocking().isEmpty() && !group.endpoints().isEmpty()) {
            notes.add("fix: vfio-bind bind " + group.endpoints().get(0).bdf());
        }
        text.row(
                viable ? Text.Tone.GOOD : Text.Tone.BAD,
                List.of("group " + group.id(), viable ? "viable" : "not viable"),
                notes);
    }
}
