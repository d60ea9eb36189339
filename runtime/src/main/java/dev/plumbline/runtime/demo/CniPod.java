package dev.plumbline.runtime.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.host.NetNamespace;
import dev.plumbline.host.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A pod's namespace as a container runtime has it made: the CNI plugins {@code bridge} and {@code host-local} put an
 * {@code eth0} with IPv4 and IPv6 into it. The node's side is a namespace too, so that nothing of the host is touched.
 * Closing takes both away.
 */
public final class CniPod implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Set<String> CARRIER_FLAGS = Set.of("LOWER_UP", "NO-CARRIER", "linkdown");
    private static final List<Path> PLUGIN_DIRECTORIES = List.of(Path.of("/usr/lib/cni"), Path.of("/opt/cni/bin"));

    private final String name;
    private final Path directory;

    private CniPod(String name, Path directory) {
        this.name = name;
        this.directory = directory;
    }

    /**
     * Makes the two namespaces, empty but for their loopbacks.
     *
     * @param name becomes the pod's namespace; the node's is called the same with {@code -node} behind it
     */
    public static CniPod create(String name) {
        try {
            CniPod pod = new CniPod(name, Files.createTempDirectory("plumbline-cni"));
            try {
                for (Path netns : List.of(pod.path(), pod.node())) {
                    Shell.run("ip netns add " + netns.getFileName());
                    // Like a node and a network that have been up for long: no address is tentative for its first
                    // seconds.
                    sysctl(netns, "net/ipv6/conf/default/accept_dad", 0);
                }
                Shell.run("ip -n " + name + "-node link set lo up");
                return pod;
            } catch (RuntimeException e) {
                pod.close();
                throw e;
            }
        } catch (IOException e) {
            throw Problem.refused("NO_TEMP_DIRECTORY", name, "no temporary directory")
                    .because(e.toString())
                    .exception(e);
        }
    }

    /** Sets one of a namespace's own settings, named by its path below {@code /proc/sys}. */
    public static void sysctl(Path netns, String setting, int value) {
        Shell.run(
                Map.of(),
                Integer.toString(value),
                Shell.inside(netns, "dd", "status=none", "conv=notrunc", "of=/proc/sys/" + setting));
    }

    /**
     * Has CNI add a link.
     *
     * @param link its name in the pod, for example {@code eth0}
     * @param subnet 0 to 255, tells networks apart: 10.88.N.0/24 and fd88:N::/64
     * @return the addresses, without prefix lengths
     */
    public List<String> add(String link, int subnet) {
        JsonNode result = cni("ADD", link, subnet);
        List<String> addresses = new ArrayList<>();
        result.path("ips")
                .forEach(ip -> addresses.add(ip.path("address").asText().replaceAll("/.*", "")));
        return addresses;
    }

    private JsonNode cni(String command, String link, int subnet) {
        Path plugins = PLUGIN_DIRECTORIES.stream()
                .filter(there -> Files.isExecutable(there.resolve("bridge")))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("NO_CNI_PLUGINS", "bridge", "the CNI plugins are not installed")
                        .fix("install containernetworking-plugins, or run bin/setup")
                        .exception());
        String config = """
                {"cniVersion":"1.0.0","name":"plumbline%d","type":"bridge","bridge":"cni%d","isGateway":true,
                 "ipMasq":false,"mtu":1500,
                 "ipam":{"type":"host-local","dataDir":"%s",
                         "ranges":[[{"subnet":"10.88.%d.0/24"}],[{"subnet":"fd88:%x::/64"}]],
                         "routes":[{"dst":"0.0.0.0/0"},{"dst":"::/0"}]}}
                """.formatted(subnet, subnet, directory, subnet, subnet);
        Map<String, String> environment = Map.of(
                "CNI_COMMAND", command,
                "CNI_CONTAINERID", name,
                "CNI_NETNS", path().toString(),
                "CNI_IFNAME", link,
                "CNI_PATH", plugins.toString());
        String printed = Shell.run(
                environment,
                config,
                Shell.inside(node(), plugins.resolve("bridge").toString()));
        try {
            return MAPPER.readTree(printed);
        } catch (JsonProcessingException e) {
            throw Problem.refused("CNI_FAILED", link, "the bridge plugin printed no JSON")
                    .because(printed)
                    .exception(e);
        }
    }

    /** {@return the path of the pod's namespace} */
    public Path path() {
        return NetNamespace.NAMES.resolve(name);
    }

    /** {@return the path of the node's namespace} */
    public Path node() {
        return NetNamespace.NAMES.resolve(name + "-node");
    }

    /**
     * {@return all that can be configured in a namespace, by the command that shows it, in a form that does not change
     * by itself: counters, ages and learnt neighbours are left out}
     */
    public static Map<String, JsonNode> dump(Path netns) {
        Map<String, JsonNode> dump = new TreeMap<>();
        for (String command : List.of(
                "ip -j -d addr",
                "ip -j -d link",
                "ip -j -4 route show table all",
                "ip -j -6 route show table all",
                "ip -j -4 rule",
                "ip -j -6 rule",
                "ip -j neigh show nud permanent",
                "ip -j neigh show proxy",
                "tc -j qdisc")) {
            JsonNode shown = json(netns, command);
            dump.put(command, command.contains(" route ") ? sorted(shown) : shown);
        }
        json(netns, "ip -j link").forEach(link -> {
            String filters = "tc -j filter show dev " + link.path("ifname").asText() + " ingress";
            dump.put(filters, json(netns, filters));
        });
        return dump;
    }

    /** Routes of different links to one prefix are shown in the order in which they came; it means nothing. */
    private static JsonNode sorted(JsonNode routes) {
        List<JsonNode> all = new ArrayList<>();
        routes.forEach(all::add);
        all.sort(Comparator.comparing(JsonNode::toString));
        return MAPPER.createArrayNode().addAll(all);
    }

    private static JsonNode json(Path netns, String command) {
        try {
            String printed = Shell.runIn(netns, command);
            JsonNode json = MAPPER.readTree(printed.isBlank() ? "[]" : printed);
            json.forEach(CniPod::dropWhatChangesByItself);
            return json;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(command + " printed no JSON", e);
        }
    }

    /** Ages, and what the kernel finds out about carriers in its own time. */
    private static void dropWhatChangesByItself(JsonNode entry) {
        if (entry instanceof ObjectNode fields) {
            fields.remove(List.of("valid_life_time", "preferred_life_time", "tentative", "operstate"));
            if (fields.path("flags") instanceof ArrayNode flags) {
                List<JsonNode> kept = new ArrayList<>();
                flags.forEach(flag -> {
                    if (!CARRIER_FLAGS.contains(flag.asText())) {
                        kept.add(flag);
                    }
                });
                flags.removeAll().addAll(kept);
            }
            fields.forEach(CniPod::dropWhatChangesByItself);
        } else {
            entry.forEach(CniPod::dropWhatChangesByItself);
        }
    }

    @Override
    public void close() {
        for (String netns : List.of(name, name + "-node")) {
            if (Files.exists(NetNamespace.NAMES.resolve(netns))) {
                Shell.run("ip netns del " + netns);
            }
        }
        TemporaryFiles.delete(directory);
    }
}
