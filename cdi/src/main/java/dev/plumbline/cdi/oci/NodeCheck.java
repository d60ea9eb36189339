package dev.plumbline.cdi.oci;

import dev.plumbline.cdi.Definition;
import dev.plumbline.cdi.Explanation.Reason;
import dev.plumbline.cdi.document.DeviceNode;
import dev.plumbline.host.PlumblineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares the device nodes that a definition names with those that the host has. Major numbers are given out anew when a driver
 * is loaded, so that a document with numbers in it may be right today and wrong after the next start of the host.
 */
public final class NodeCheck {
    private final HostNodes nodes;

    /** Creates a check that looks device nodes up in one place. */
    public NodeCheck(HostNodes nodes) {
        this.nodes = nodes;
    }

    /** {@return what would go wrong with the device nodes of a definition, one reason a node; none when all is well} */
    public List<Reason> of(Definition definition) {
        List<Reason> reasons = new ArrayList<>();
        for (DeviceNode node : definition.deviceNodes()) {
            try {
                nodes.at(node.onHost())
                        .ifPresentOrElse(host -> compare(node, host, reasons), () -> missing(node, reasons));
            } catch (PlumblineException e) {
                reasons.add(new Reason(e.problem().code(), e.problem().text()));
            }
        }
        return reasons;
    }

    private static void missing(DeviceNode node, List<Reason> reasons) {
        reasons.add(new Reason(
                "DEVICE_NODE_MISSING",
                "the host has no " + node.onHost()
                        + (node.isComplete()
                                ? "; the document says its numbers itself, so that the container gets the node all the same"
                                : "; the device cannot be put into a container until it has")));
    }

    private static void compare(DeviceNode node, HostNode host, List<Reason> reasons) {
        String type = node.typeOrEmpty().equals("u") ? "c" : node.typeOrEmpty();
        if (!type.isEmpty() && !type.equals(host.type())) {
            reasons.add(new Reason(
                    "DEVICE_TYPE_DIFFERS",
                    node.onHost() + " is of type " + host.type() + " on the host, the document says " + node.type()));
            return;
        }
        Optional<String> stale = staleness(node, host);
        stale.ifPresent(text -> reasons.add(new Reason("STALE_NUMBERS", text)));
    }

    private static Optional<String> staleness(DeviceNode node, HostNode host) {
        if (node.majorOrZero() == 0
                || host.type().equals("p")
                || (node.majorOrZero() == host.major() && node.minorOrZero() == host.minor())) {
            return Optional.empty();
        }
        return Optional.of(
                node.onHost() + " is " + host.major() + ":" + host.minor() + " on the host, the document says "
                        + node.majorOrZero() + ":" + node.minorOrZero()
                        + "; the container would get another device, or none: write the document anew, best without numbers");
    }
}
