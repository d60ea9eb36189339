package dev.plumbline.runtime;

import dev.plumbline.host.Problem;
import dev.plumbline.runtime.agent.AgentAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is to be attached to what. Immutable; built by {@link #of} and the {@code with} methods.
 *
 * @param sandbox its name: a letter or digit, then up to 63 of letters, digits, {@code _}, {@code .} and {@code -}
 * @param netns the path of the pod's network namespace, or its name under {@code /run/netns}; empty with a direct-attach
 *     file, which names its own
 * @param dan a direct-attach file that lists the NICs instead
 * @param policy what is wanted of the NICs
 * @param qmp the socket of a QEMU monitor that nobody else uses; null leaves persistent taps for a VMM to open by name
 * @param agent who configures the guest; null when nobody in the guest can be told
 * @param timeout how long the operation may take before it is undone
 * @param watch whether a service is to follow the namespace until the sandbox is detached
 */
public record AttachRequest(
        String sandbox,
        String netns,
        @Nullable Path dan,
        SandboxPolicy policy,
        @Nullable Path qmp,
        @Nullable AgentAddress agent,
        Duration timeout,
        boolean watch) {
    /** How long an operation may take when nobody says otherwise. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

    public AttachRequest {
        requireName(sandbox);
        if (watch && dan != null) {
            throw Problem.badInput(
                            "NO_NAMESPACE_TO_WATCH", sandbox, "the sandbox's NICs come from a direct-attach file")
                    .fix("attach it to a namespace to have its links followed")
                    .exception();
        }
        if (agent != null && qmp == null) {
            throw Problem.badInput(
                            "AGENT_WITHOUT_VMM", agent.toString(), "an agent can only be told of NICs that are plugged")
                    .fix("name the VM's monitor too (--qmp), or leave the agent out")
                    .exception();
        }
    }

    /** {@return a request with the defaults: no VMM, no agent} */
    public static AttachRequest of(String sandbox, String netns) {
        return new AttachRequest(sandbox, netns, null, SandboxPolicy.defaults(), null, null, DEFAULT_TIMEOUT, false);
    }

    /** {@return a request for the NICs that a direct-attach file lists (Kata Containers' format)} */
    public static AttachRequest ofDan(String sandbox, Path dan) {
        return new AttachRequest(sandbox, "", dan, SandboxPolicy.defaults(), null, null, DEFAULT_TIMEOUT, false);
    }

    /** {@return this request with another policy} */
    public AttachRequest withPolicy(SandboxPolicy other) {
        return new AttachRequest(sandbox, netns, dan, other, qmp, agent, timeout, watch);
    }

    /** {@return this request with a QEMU monitor into whose VM the NICs are plugged} */
    public AttachRequest withQmp(Path socket) {
        return new AttachRequest(sandbox, netns, dan, policy, socket, agent, timeout, watch);
    }

    /** {@return this request with an agent that configures the NICs in the guest} */
    public AttachRequest withGuestAgent(AgentAddress address) {
        return new AttachRequest(sandbox, netns, dan, policy, qmp, address, timeout, watch);
    }

    /** {@return this request with another time limit} */
    public AttachRequest withTimeout(Duration limit) {
        return new AttachRequest(sandbox, netns, dan, policy, qmp, agent, limit, watch);
    }

    /** {@return this request, for a service that then follows the namespace} */
    public AttachRequest withWatch(boolean follow) {
        return new AttachRequest(sandbox, netns, dan, policy, qmp, agent, timeout, follow);
    }

    /** {@return whether a sandbox can have a name; other journals of a state directory have others} */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    static void requireName(String sandbox) {
        if (!isName(sandbox)) {
            throw Problem.badInput("BAD_SANDBOX_NAME", "'" + sandbox + "'", "this is not a sandbox name")
                    .fix("use 1 to 64 of A-Z a-z 0-9 _ . - and begin with a letter or digit")
                    .exception();
        }
    }
}
