package dev.plumbline.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.host.NetNamespace;
import dev.plumbline.host.Problem;
import dev.plumbline.host.change.Journal;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a journal keeps about its sandbox besides the steps: enough for any process to go on where another one died.
 *
 * @param report the sandbox as it was planned
 * @param netnsDevice device number of the namespace, to tell it from a later one at the same path
 * @param netnsInode inode number of the namespace
 * @param policy what the caller wanted
 * @param qmp the monitor's socket
 * @param qga the guest agent's socket
 */
record Subject(
        SandboxReport report,
        long netnsDevice,
        long netnsInode,
        SandboxPolicy policy,
        @Nullable String qmp,
        @Nullable String qga) {

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
    boolean matches(AttachRequest request, NetNamespace.Id namespace) {
        return namespace.device() == netnsDevice
                && namespace.inode() == netnsInode
                && policy.equals(request.policy())
                && same(qmp, request.qmp())
                && same(qga, request.qga());
    }

    private static boolean same(@Nullable String stored, @Nullable Path asked) {
        return asked == null
                ? stored == null
                : asked.toAbsolutePath().toString().equals(stored);
    }
}
