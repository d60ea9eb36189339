package dev.plumbline.runtime;

import dev.plumbline.host.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a sandbox.
 *
 * @param time when
 * @param sandbox its name
 * @param event what happened
 * @param nic the NIC's id, or the name of a link that is none yet; empty for what concerns the whole sandbox
 * @param detail for people; a failure's begins with its code
 */
public record SandboxEvent(Instant time, String sandbox, Kind event, String nic, String detail) {
    /** What can happen. */
    public enum Kind {
        /** Somebody follows the sandbox from now on, and it is up to date. */
        WATCHING,
        /** A link is in the namespace that was not there before. */
        LINK_APPEARED,
        /** A link became a NIC. */
        ATTACHED,
        /** A NIC has another MTU, other addresses, routes or neighbours, or the sandbox other rules. */
        CHANGED,
        /** A NIC was taken out. */
        DETACHED,
        /** Something could not be done. */
        FAILED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** {@return that somebody follows the sandbox from now on; the name is empty for all sandboxes} */
    public static SandboxEvent watching(String sandbox) {
        return of(sandbox, Kind.WATCHING, "", "");
    }

    private static SandboxEvent of(String sandbox, Kind event, String nic, String detail) {
        return new SandboxEvent(Instant.now(), sandbox, event, nic, detail);
    }

    /** {@return that something could not be done} */
    public static SandboxEvent failed(String sandbox, Problem problem) {
        return of(sandbox, Kind.FAILED, "", problem.code() + ": " + problem.text());
    }

    /**
     * {@return what has happened to a sandbox between two looks at it: a pure function but for the time}
     *
     * @param before the earlier look; null when there was no sandbox
     * @param after the later look; null when there is none any more
     */
    static List<SandboxEvent> between(String sandbox, @Nullable SandboxReport before, @Nullable SandboxReport after) {
        Map<String, NicReport> had = nics(before);
        Map<String, NicReport> has = nics(after);
        Set<String> known = new HashSet<>(links(before));
        List<SandboxEvent> events = new ArrayList<>();
        had.forEach((id, nic) -> {
            if (!has.containsKey(id) || isAnother(nic, has.get(id))) {
                events.add(of(sandbox, Kind.DETACHED, id, nic.tap()));
            }
        });
        if (after == null) {
            return events;
        }
        after.skipped().stream()
                .filter(skip -> !known.contains(skip.link()))
                .forEach(skip ->
                        events.add(of(sandbox, Kind.LINK_APPEARED, skip.link(), skip.reason() + ": " + skip.detail())));
        has.forEach((id, nic) -> {
            NicReport old = had.get(id);
            if (old == null || isAnother(old, nic)) {
                if (!known.contains(nic.link())) {
                    events.add(of(sandbox, Kind.LINK_APPEARED, nic.link(), nic.kind()));
                }
                events.add(of(sandbox, Kind.ATTACHED, id, nic.model() + " " + nic.tap() + " " + nic.addresses()));
            } else if (!old.equals(nic)) {
                events.add(of(sandbox, Kind.CHANGED, id, changes(old, nic)));
            }
        });
        if (before != null && !before.rules().equals(after.rules())) {
            events.add(of(sandbox, Kind.CHANGED, "", "rules"));
        }
        return events;
    }

    private static Map<String, NicReport> nics(@Nullable SandboxReport report) {
        return report == null
                ? Map.of()
                : report.nics().stream()
                        .collect(Collectors.toMap(
                                NicReport::id, Function.identity(), (one, two) -> two, java.util.LinkedHashMap::new));
    }

    private static List<String> links(@Nullable SandboxReport report) {
        List<String> links = new ArrayList<>();
        if (report != null) {
            report.nics().forEach(nic -> links.add(nic.link()));
            report.skipped().forEach(skip -> links.add(skip.link()));
        }
        return links;
    }

    /** {@return whether a NIC of the same id is another one, which the guest was given in the place of the first} */
    private static boolean isAnother(NicReport old, @Nullable NicReport nic) {
        return nic == null
                || old.ifindex() != nic.ifindex()
                || !old.mac().equals(nic.mac())
                || !old.tap().equals(nic.tap());
    }

    private static String changes(NicReport old, NicReport nic) {
        List<String> changes = new ArrayList<>();
        if (old.mtu() != nic.mtu()) {
            changes.add("mtu " + nic.mtu());
        }
        if (!old.addresses().equals(nic.addresses())) {
            changes.add("addresses " + nic.addresses());
        }
        if (!old.routes().equals(nic.routes())) {
            changes.add(
                    "routes " + nic.routes().stream().map(route -> route.dst()).toList());
        }
        if (!old.neighbours().equals(nic.neighbours())) {
            changes.add("neighbours "
                    + nic.neighbours().stream().map(entry -> entry.address()).toList());
        }
        return String.join(", ", changes);
    }
}
