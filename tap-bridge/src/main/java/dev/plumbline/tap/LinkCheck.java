package dev.plumbline.tap;

import dev.plumbline.host.change.Inspection.Difference;
import dev.plumbline.netlink.MacAddress;
import dev.plumbline.netlink.route.Link;
import dev.plumbline.tc.Qdisc;
import java.util.List;

/** Compares links with what they were made or found to be. */
final class LinkCheck {
    private final List<Difference> differences;

    LinkCheck(List<Difference> differences) {
        this.differences = differences;
    }

    void mtu(Link actual, int expected) {
        compare(actual.name(), "MTU_DIFFERS", Integer.toString(expected), Integer.toString(actual.mtu()));
    }

    void up(Link actual) {
        compare(actual.name(), "LINK_DOWN", "up", actual.isUp() ? "up" : "down");
    }

    void mac(Link actual, String expected) {
        compare(
                actual.name(),
                "MAC_DIFFERS",
                expected,
                actual.address().map(MacAddress::toString).orElse("none"));
    }

    /** The pod's own link: there, and as it was when the sandbox was attached. */
    void podLink(PodNamespace pod, String name, String mac, boolean up) {
        pod.link(name)
                .ifPresentOrElse(
                        actual -> {
                            compare(name, "LINK_RENAMED", name, actual.name());
                            mac(actual, mac);
                            if (up) {
                                up(actual);
                            }
                        },
                        () -> differences.add(new Difference(name, "LINK_MISSING", "the pod's link", "absent")));
    }

    /**
     * A redirected packet keeps its arrival time, which {@code fq} takes for the time to send it at: where the kernel was
     * built without {@code CONFIG_NET_REDIRECT}, or time stamps are on, everything beyond its horizon is dropped silently.
     */
    void fairQueue(List<Qdisc> qdiscs, Link tap) {
        boolean found = qdiscs.stream()
                .anyMatch(
                        qdisc -> qdisc.ifindex() == tap.index() && qdisc.kind().equals("fq"));
        if (found) {
            differences.add(new Difference(tap.name(), "QDISC_DROPS_REDIRECTED", "any qdisc but fq", "fq"));
        }
    }

    private void compare(String object, String code, String expected, String found) {
        if (!expected.equals(found)) {
            differences.add(new Difference(object, code, expected, found));
        }
    }
}
