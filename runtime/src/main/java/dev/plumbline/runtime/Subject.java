package dev.plumbline.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.host.NetNamespace;
import dev.plumbline.host.Problem;
import dev.plumbline.host.change.Journal;
import dev.plumbline.tap.NicPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a journal keeps about its sandbox besides the steps: enough for any process to go on where another one died.
 *
 * @param report the sandbox as it was planned
 * @param netnsDevice device number of the namespace, to tell it from a later one at the same path
 * @param netnsInode inode number of the namespace
 * @param policy what the caller wanted
 * @param qmp the monitor's socket
 * @param agent the guest agent's address
 * @param dan the direct-attach file that its NICs came from
 * @param excluded links that somebody unplugged
 * @param wanted links that somebody plugged
 * @param watch whether a service is to follow the namespace
 */
record Subject(
        SandboxReport report,
        long netnsDevice,
        long netnsInode,
        SandboxPolicy policy,
        @Nullable String qmp,
        @Nullable String agent,
        @Nullable String dan,
        Set<String> excluded,
        Set<String> wanted,
        boolean watch) {
    Subject {
        excluded = new TreeSet<>(excluded);
        wanted = new TreeSet<>(wanted);
    }

    /** {@return what a first attach begins with} */
    static Subject of(AttachRequest request, SandboxReport report, NetNamespace.@Nullable Id namespace) {
        return new Subject(
                report.with(SandboxReport.State.PLANNED, List.of()), // the journal has the steps
                namespace == null ? 0 : namespace.device(),
                namespace == null ? 0 : namespace.inode(),
                request.policy(),
                text(request.qmp()),
                request.agent() == null ? null : request.agent().toString(),
                text(request.dan()),
                Set.of(),
                Set.of(),
                request.watch());
    }

    private static @Nullable String text(@Nullable Path path) {
        return path == null ? null : path.toAbsolutePath().toString();
    }

    /** {@return the same with another report} */
    Subject with(SandboxReport other) {
        return new Subject(other, netnsDevice, netnsInode, policy, qmp, agent, dan, excluded, wanted, watch);
    }

    /** {@return the same, followed by a service or not} */
    Subject watching(boolean follow) {
        return new Subject(report, netnsDevice, netnsInode, policy, qmp, agent, dan, excluded, wanted, follow);
    }

    /** {@return the same with a link that is carried from now on, whatever the policy says of it} */
    Subject plugging(String link) {
        return exceptions(link, false);
    }

    /** {@return the same with a link that is left alone from now on} */
    Subject unplugging(String link) {
        return exceptions(link, true);
    }

    private Subject exceptions(String link, boolean left) {
        Set<String> nowExcluded = new TreeSet<>(excluded);
        Set<String> nowWanted = new TreeSet<>(wanted);
        (left ? nowExcluded : nowWanted).add(link);
        (left ? nowWanted : nowExcluded).remove(link);
        return new Subject(report, netnsDevice, netnsInode, policy, qmp, agent, dan, nowExcluded, nowWanted, watch);
    }

    /** {@return what is wanted of its links} */
    NicPolicy nics() {
        return policy.nics().withExceptions(excluded, wanted);
    }

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** {@return what a sandbox's journal says} */
    static Subject of(Journal journal) {
        try {
            return MAPPER.treeToValue(journal.about(), Subject.class);
        } catch (JsonProcessingException e) {
            throw Problem.fault("JOURNAL_UNREADABLE", "journal", "its description cannot be read")
                    .because(e.getOriginalMessage())
                    .exception(e);
        }
    }

    JsonNode toJson() {
        return MAPPER.valueToTree(this);
    }

    /** {@return whether a request asks for what is here already} */
    boolean matches(AttachRequest request, NetNamespace.@Nullable Id namespace) {
        return (namespace == null ? 0 : namespace.device()) == netnsDevice
                && (namespace == null ? 0 : namespace.inode()) == netnsInode
                && same(dan, request.dan())
                && policy.equals(request.policy())
                && same(qmp, request.qmp())
                && Objects.equals(
                        agent, request.agent() == null ? null : request.agent().toString());
    }

    private static boolean same(@Nullable String stored, @Nullable Path asked) {
        return asked == null
                ? stored == null
                : asked.toAbsolutePath().toString().equals(stored);
    }
}
