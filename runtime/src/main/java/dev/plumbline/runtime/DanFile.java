package dev.plumbline.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.host.NetNamespace;
import dev.plumbline.host.Problem;
import dev.plumbline.tap.Mark;
import dev.plumbline.tap.NicDecision;
import dev.plumbline.tap.NicDecision.Joint;
import dev.plumbline.tap.NicPlanner.Decisions;
import dev.plumbline.tap.NicPlanner.PassThrough;
import dev.plumbline.tap.NicPolicy;
import dev.plumbline.tap.PodLink;
import dev.plumbline.tap.PodNamespace;
import dev.plumbline.tap.PodNetwork;
import dev.plumbline.tap.SkippedLink;
import dev.plumbline.tap.SkippedLink.Reason;
import dev.plumbline.tap.VhostUserSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A direct-attach file as CNI plugins write it for Kata Containers: the NICs of a sandbox, with what is behind each, instead
 * of a namespace to look at. A tap is handed over as it is, the VM joined to a vhost-user back-end; PCI functions are not carried
 * by this command.
 *
 * @param netns the namespace that the taps are in; null for this process's own
 * @param nics the NICs in the order of the file
 */
record DanFile(@Nullable String netns, List<DanNic> nics) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long LARGEST = 1 << 20;

    DanFile {
        nics = List.copyOf(nics);
    }

    /**
     * Reads a file.
     *
     * @throws dev.plumbline.host.PlumblineException NOT_FOUND when it is not there; BAD_INPUT with the JSON pointer of the
     *     first field that is malformed
     */
    static DanFile read(Path path) {
        try {
            if (Files.size(path) > LARGEST) {
                throw malformed(path, "", "it has more than " + LARGEST + " bytes");
            }
            return of(path, MAPPER.readTree(Files.readAllBytes(path)));
        } catch (NoSuchFileException e) {
            throw Problem.notFound("DAN_NOT_FOUND", path.toString(), "the direct-attach file is not there")
                    .exception(e);
        } catch (JsonProcessingException e) {
            throw malformed(path, "", "it is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw Problem.refused("DAN_NOT_READABLE", path.toString(), "the direct-attach file cannot be read")
                    .because(e.toString())
                    .exception(e);
        }
    }

    private static DanFile of(Path path, JsonNode root) {
        try {
            JsonFields file = new JsonFields(root, "");
            List<DanNic> nics = new ArrayList<>();
            Set<String> names = new HashSet<>();
            for (JsonFields device : file.objects("devices", true)) {
                DanNic nic = DanNic.of(device);
                if (!names.add(nic.name())) {
                    throw device.bad("name", "another device has this name, too");
                }
                nics.add(nic);
            }
            return new DanFile(file.text("netns", null), nics);
        } catch (JsonFields.Malformed e) {
            throw malformed(path, e.pointer(), String.valueOf(e.getMessage()));
        }
    }

    private static RuntimeException malformed(Path path, String pointer, String why) {
        return Problem.badInput("DAN_MALFORMED", path + (pointer.isEmpty() ? "" : " " + pointer), why)
                .fix("see docs/networking.md for the fields of a direct-attach file")
                .exception();
    }

    /** Opens the namespace that the taps are in. */
    PodNamespace open() {
        return netns == null ? PodNamespace.ours() : PodNamespace.in(NetNamespace.of(netns));
    }

    /** {@return what a scan of a namespace would have found} */
    static PodNetwork network() {
        return new PodNetwork(List.of(), List.of(), List.of());
    }

    /**
     * {@return what becomes of each NIC}
     *
     * @param passThrough what can be said of those that are vhost-user sockets
     */
    Decisions decisions(String sandbox, NicPolicy policy, PassThrough passThrough) {
        List<NicDecision> carried = new ArrayList<>();
        List<SkippedLink> skipped = new ArrayList<>();
        for (int i = 0; i < nics.size(); i++) {
            DanNic nic = nics.get(i);
            PodLink link = nic.link(i + 1, Mark.mac(sandbox, nic.name()));
            int queues = nic.queues() == 0 ? policy.queues() : nic.queues();
            VhostUserSocket socket = link.vhostUser();
            Optional<String> whyNot = Optional.empty();
            if (socket != null) {
                whyNot = passThrough.whyNot(link, queues);
            } else if (nic.type().equals(DanNic.VFIO)) {
                whyNot = Optional.of("it is " + nic.source() + ", which is not a tap");
            }
            if (whyNot.isPresent()) {
                skipped.add(skip(nic, whyNot.get(), policy));
            } else if (socket != null) {
                carried.add(NicDecision.vhostUser(link, socket, queues));
            } else {
                carried.add(new NicDecision(
                        link, Joint.TAP, "the direct-attach file names this tap", nic.source(), queues, List.of()));
            }
        }
        return new Decisions(carried, skipped);
    }

    private static SkippedLink skip(DanNic nic, String why, NicPolicy policy) {
        Reason reason = nic.type().equals(DanNic.VFIO) ? Reason.PCI_DEVICE : Reason.VHOST_USER;
        if (policy.failUnsupported()) {
            throw Problem.refused(reason.name(), nic.name(), "this device cannot be carried into a guest")
                    .because(why)
                    .fix("use --unsupported skip to carry the others")
                    .exception();
        }
        return new SkippedLink(nic.name(), nic.type(), reason, why);
    }
}
