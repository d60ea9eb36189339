package dev.plumbline.cdi.oci;

import dev.plumbline.host.Problem;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Device nodes of a host that need not be there. */
public final class FakeNodes implements HostNodes {
    private final Map<String, HostNode> nodes = new HashMap<>();

    /** {@return nodes that every host has} */
    public static FakeNodes usual() {
        return new FakeNodes()
                .with("/dev/null", new HostNode("c", 1, 3, 0666))
                .with("/dev/sda", new HostNode("b", 8, 0, 0660))
                .with("/dev/pipe", new HostNode("p", 0, 0, 0600));
    }

    /** Adds a node; null for something that is no device node. */
    public FakeNodes with(String path, HostNode node) {
        nodes.put(path, node);
        return this;
    }

    @Override
    public Optional<HostNode> at(String path) {
        if (nodes.containsKey(path) && nodes.get(path) == null) {
            throw Problem.refused("NOT_A_DEVICE_NODE", path, "this is no device node on the host")
                    .exception();
        }
        return Optional.ofNullable(nodes.get(path));
    }
}
