package dev.plumbline.runtime.vmm.qemu;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.host.Deadline;
import dev.plumbline.runtime.vmm.PluggedHostDevice;
import dev.plumbline.runtime.vmm.PluggedNic;
import dev.plumbline.runtime.vmm.Port;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a machine has and where it sits on its PCI buses, from QEMU's object tree ({@code qom-list}, {@code qom-get}). The
 * tree knows it even when the guest never ran; {@code query-pci} shows nothing behind a bridge whose bus the firmware has
 * not numbered yet.
 */
final class QemuTopology {
    private static final String DEVICES = "/machine/peripheral";
    /** Every guest's first root bus; a path that starts at another one cannot be told by slots alone. */
    private static final Set<String> FIRST_ROOTS = Set.of("pcie.0", "pci.0");

    private static final int SLOTS = 32;
    private static final Pattern NETDEV =
            Pattern.compile("(?m)^(?: \\\\ )?([^:\\s]+): index=\\d+,type=(?!nic,|hubport)");

    private final QmpClient qmp;
    private final Deadline deadline;

    QemuTopology(QmpClient qmp, Deadline deadline) {
        this.qmp = qmp;
        this.deadline = deadline;
    }

    private record Place(String rootBus, String path) {}

    /** {@return the machine's type, for example {@code pc-q35-7.2}} */
    String machine() {
        String type = get("/machine", "type").asText();
        return type.endsWith("-machine") ? type.substring(0, type.length() - "-machine".length()) : type;
    }

    /** {@return the ids of all devices that have one} */
    List<String> devices() {
        return List.copyOf(children(DEVICES).keySet());
    }

    /** {@return whether there is a device with this id} */
    boolean has(String device) {
        return children(DEVICES).containsKey(device);
    }

    /** {@return the ids of all network back-ends; only the human monitor lists them} */
    List<String> netdevs() {
        String text = qmp.execute("human-monitor-command", Map.of("command-line", "info network"), deadline)
                .asText();
        // One with several queues has a line for each.
        Set<String> ids = new LinkedHashSet<>();
        Matcher line = NETDEV.matcher(text);
        while (line.find()) {
            ids.add(line.group(1));
        }
        return List.copyOf(ids);
    }

    /** {@return the NIC with this id, if there is a device with this id and it is one} */
    Optional<PluggedNic> nic(String device) {
        String path = DEVICES + "/" + device;
        try {
            String mac = get(path, "mac").asText();
            return Optional.of(new PluggedNic(
                    device, mac, placeOf(path).path(), get(path, "netdev").asText()));
        } catch (QmpException e) {
            return Optional.empty();
        }
    }

    /** {@return the host device with this id, if there is a device with this id and it is one} */
    Optional<PluggedHostDevice> hostDevice(String device) {
        String path = DEVICES + "/" + device;
        try {
            String host = get(path, "host").asText();
            return Optional.of(new PluggedHostDevice(device, host, placeOf(path).path()));
        } catch (QmpException e) {
            return Optional.empty();
        }
    }

    /**
     * {@return the ids of the memory back-ends that cannot be shared: not asked to be, or without a file to pass on}
     *
     * <p>One that is only read, an image of a file system, has the file's own pages.
     */
    List<String> unsharedMemory() {
        List<String> ids = new ArrayList<>();
        for (JsonNode memory : qmp.execute("query-memdev", Map.of(), deadline)) {
            String id = memory.path("id").asText();
            String type = get("/objects/" + id, "type").asText();
            boolean image = type.equals("memory-backend-file")
                    && get("/objects/" + id, "readonly").asBoolean();
            if (!image
                    && (type.equals("memory-backend-ram")
                            || !memory.path("share").asBoolean())) {
                ids.add(id);
            }
        }
        return ids;
    }

    /** {@return whether this QEMU knows a type of objects} */
    boolean knowsType(String name) {
        return names("user-creatable").contains(name);
    }

    /** {@return whether the machine has an object with this id, of those that users create} */
    boolean hasObject(String id) {
        return children("/objects").containsKey(id);
    }

    /** {@return where one more device can be plugged in, the lowest slot first} */
    List<Port> freePorts(String machine) {
        List<Port> ports = machine.startsWith("pc-i440fx") ? freeSlots() : new ArrayList<>();
        Set<String> portTypes = names("pcie-slot");
        children(DEVICES).forEach((id, type) -> {
            if (portTypes.contains(type.substring("child<".length(), type.length() - 1))) {
                freePort(id).ifPresent(ports::add);
            }
        });
        // By slot, then by function: "10/00" before "10.1/00".
        ports.sort(Comparator.comparing(port -> port.pciPath().replace('/', ' ')));
        return ports;
    }

    private Optional<Port> freePort(String id) {
        String path = DEVICES + "/" + id;
        // A port that has an id gives its bus the same name.
        if (!isHotPluggable(path) || isOccupied(path + "/" + id)) {
            return Optional.empty();
        }
        Place place = placeOf(path);
        // With the address left open QEMU would put a second device at slot 1, where no guest looks.
        return FIRST_ROOTS.contains(place.rootBus())
                ? Optional.of(new Port(id, "0x0", place.path() + "/00"))
                : Optional.empty();
    }

    private Set<String> names(String supertype) {
        Set<String> names = new HashSet<>();
        for (JsonNode type : qmp.execute("qom-list-types", Map.of("implements", supertype), deadline)) {
            names.add(type.path("name").asText());
        }
        return names;
    }

    private boolean isHotPluggable(String path) {
        try {
            return get(path, "hotplug").asBoolean();
        } catch (QmpException e) {
            return true; // a port that has no such switch
        }
    }

    private boolean isOccupied(String bus) {
        for (JsonNode property : list(bus)) {
            if (property.path("name").asText().startsWith("child[")) {
                return true;
            }
        }
        return false;
    }

    /** The free slots of the root bus of a machine of type pc, which takes devices there. */
    private List<Port> freeSlots() {
        boolean[] taken = new boolean[SLOTS];
        for (JsonNode bus : qmp.execute("query-pci", Map.of(), deadline)) {
            if (bus.path("bus").asInt() == 0) {
                for (JsonNode device : bus.path("devices")) {
                    taken[device.path("slot").asInt() & (SLOTS - 1)] = true;
                }
            }
        }
        List<Port> free = new ArrayList<>();
        for (int slot = 1; slot < SLOTS; slot++) {
            if (!taken[slot]) {
                free.add(new Port("pci.0", "0x" + Integer.toHexString(slot), slotText(slot << 3)));
            }
        }
        return free;
    }

    private Place placeOf(String device) {
        String own = slotText(get(device, "addr").asInt());
        String bus = get(device, "parent_bus").asText();
        int slash = Math.max(0, bus.lastIndexOf('/'));
        String owner = bus.substring(0, slash);
        // A bus that a user's device offers lies behind a bridge; the others are QEMU's own.
        if (!owner.startsWith(DEVICES)) {
            return new Place(bus.substring(slash + 1), own);
        }
        Place bridge = placeOf(owner);
        return new Place(bridge.rootBus(), bridge.path() + "/" + own);
    }

    /** {@return slot and function as a guest path writes them} */
    private static String slotText(int devfn) {
        String slot = String.format("%02x", devfn >> 3);
        return (devfn & 7) == 0 ? slot : slot + "." + (devfn & 7);
    }

    private Map<String, String> children(String path) {
        Map<String, String> children = new TreeMap<>();
        for (JsonNode property : list(path)) {
            String type = property.path("type").asText();
            if (type.startsWith("child<")) {
                children.put(property.path("name").asText(), type);
            }
        }
        return children;
    }

    private JsonNode list(String path) {
        return qmp.execute("qom-list", Map.of("path", path), deadline);
    }

    private JsonNode get(String path, String property) {
        return qmp.execute("qom-get", Map.of("path", path, "property", property), deadline);
    }
}
