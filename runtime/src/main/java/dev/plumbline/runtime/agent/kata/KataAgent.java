package dev.plumbline.runtime.agent.kata;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.netlink.IpPrefix;
import dev.plumbline.runtime.agent.AgentAddress;
import dev.plumbline.runtime.agent.AgentException;
import dev.plumbline.runtime.agent.GuestAgent;
import dev.plumbline.runtime.agent.GuestNic;
import dev.plumbline.runtime.agent.GuestNic.FoundBy;
import dev.plumbline.runtime.agent.GuestNicState;
import dev.plumbline.runtime.agent.GuestRoute;
import dev.plumbline.runtime.agent.GuestTables;
import dev.plumbline.runtime.agent.NotRepresentable;
import dev.plumbline.runtime.agent.kata.proto.ARPNeighbor;
import dev.plumbline.runtime.agent.kata.proto.ARPNeighbors;
import dev.plumbline.runtime.agent.kata.proto.AddARPNeighborsRequest;
import dev.plumbline.runtime.agent.kata.proto.IPAddress;
import dev.plumbline.runtime.agent.kata.proto.Interface;
import dev.plumbline.runtime.agent.kata.proto.Interfaces;
import dev.plumbline.runtime.agent.kata.proto.ListInterfacesRequest;
import dev.plumbline.runtime.agent.kata.proto.ListRoutesRequest;
import dev.plumbline.runtime.agent.kata.proto.Routes;
import dev.plumbline.runtime.agent.kata.proto.UpdateInterfaceRequest;
import dev.plumbline.runtime.agent.kata.proto.UpdateRoutesRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Kata Containers' agent, over ttrpc (kata-containers, {@code src/libs/protocols/protos/agent.proto}).
 *
 * <p>Its protocol has no words for much of what a pod can have: {@link #notRepresentable} names all of it. A preferred
 * source travels as a prefix of length 0, the only form that the agent makes {@code RTA_PREFSRC} of. The agent has no call
 * that takes something back, either: an address or a route that the pod lost stays in the guest until its NIC goes
 * ({@link #unroute} does nothing), although older agents drop the routes that they are not told of anew. IPv6 addresses go through
 * duplicate address detection, about a second.
 */
public final class KataAgent implements GuestAgent {
    private static final String SERVICE = "grpc.AgentService";
    private static final long SHORTEST_PAUSE_MILLIS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 250;
    private static final int LONGEST_NAME = 15; // IFNAMSIZ with its terminator, linux/if.h
    private static final Pattern NAME = Pattern.compile("[^\\s/:\\p{Cntrl}]+");
    private static final Pattern MAC = Pattern.compile("([0-9a-f]{2}:)*[0-9a-f]{2}|");

    /** What the agent says of a NIC that its kernel does not have yet, or did not announce in the agent's own patience. */
    private static final List<String> NOT_YET = List.of("Link not found", "waiting for uevent");

    private final TtrpcClient client;

    private KataAgent(TtrpcClient client) {
        this.client = client;
    }

    /**
     * Connects to an agent. Who forwards a stream into a guest accepts whether or not an agent runs there: that shows in the
     * first call.
     *
     * @throws PlumblineException NOT_FOUND when nobody listens there, REFUSED when it cannot be reached
     */
    public static KataAgent connect(AgentAddress.Kata address, Deadline deadline) {
        return new KataAgent(new TtrpcClient(Transport.of(address), SERVICE, deadline));
    }

    /** The agent removes no address that it is not told of; see the class's description. */
    @Override
    public void configure(GuestNic nic, Deadline deadline) {
        requireName(nic.name());
        UpdateInterfaceRequest request = UpdateInterfaceRequest.newBuilder()
                .setInterface(KataWords.of(nic))
                .build();
        long pause = SHORTEST_PAUSE_MILLIS;
        while (true) {
            try {
                client.call("UpdateInterface", request, Interface.parser(), deadline);
                return;
            } catch (AgentException e) {
                if (NOT_YET.stream().noneMatch(e.text()::contains)) {
                    throw e;
                }
                if (deadline.remainingMillis() <= 2 * pause) {
                    throw missing(nic, e);
                }
                pause(pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            }
        }
    }

    private static PlumblineException missing(GuestNic nic, AgentException e) {
        String where = nic.pciPath() == null ? "" : " at PCI " + nic.pciPath();
        return Problem.notFound("GUEST_NIC_MISSING", nic.mac(), "the guest sees no NIC with this MAC" + where)
                .because(e.text())
                .fix("see the guest's kernel log: it needs virtio_net and a PCI hot-plug driver")
                .exception(e);
    }

    private void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw client.peer().interrupted(e);
        }
    }

    /** All routes in one call, since older agents drop those that it leaves out; then the neighbours. */
    @Override
    public void route(GuestTables tables, Deadline deadline) {
        Routes.Builder routes = Routes.newBuilder();
        KataRoutes.of(tables.routes()).sent().forEach(route -> routes.addRoutes(KataWords.of(route)));
        if (routes.getRoutesCount() > 0) {
            client.call(
                    "UpdateRoutes",
                    UpdateRoutesRequest.newBuilder().setRoutes(routes).build(),
                    Routes.parser(),
                    deadline);
        }
        List<ARPNeighbor> neighbours = tables.neighbours().stream()
                .filter(KataWords::isSent)
                .map(KataWords::of)
                .toList();
        if (!neighbours.isEmpty()) {
            client.call(
                    "AddARPNeighbors",
                    AddARPNeighborsRequest.newBuilder()
                            .setNeighbors(ARPNeighbors.newBuilder().addAllARPNeighbors(neighbours))
                            .build(),
                    com.google.protobuf.Empty.parser(),
                    deadline);
        }
    }

    /** Does nothing: the agent has no words for it. What has a device goes with the NIC. */
    @Override
    public void unroute(GuestTables tables, Deadline deadline) {}

    /** {@return the NIC with this MAC; of several, since the agent does not tell where they are, the one with the name} */
    @Override
    public Optional<GuestNicState> find(GuestNic nic, Deadline deadline) {
        List<GuestNicState> candidates = new ArrayList<>();
        Interfaces listed = client.call(
                "ListInterfaces", ListInterfacesRequest.getDefaultInstance(), Interfaces.parser(), deadline);
        for (Interface candidate : listed.getInterfacesList()) {
            if (macOf(candidate).equals(nic.mac())) {
                candidates.add(state(candidate));
            }
        }
        return candidates.stream()
                .filter(candidate -> candidate.name().equals(nic.name()))
                .findFirst()
                .or(() -> candidates.stream().findFirst());
    }

    private String macOf(Interface listed) {
        String mac = listed.getHwAddr().toLowerCase(Locale.ROOT);
        if (!MAC.matcher(mac).matches()) {
            throw client.peer().nonsense("it lists a NIC with the MAC '" + mac + "'");
        }
        return mac;
    }

    /** The family that is listed is the wrong one with some agents; the address tells. */
    private GuestNicState state(Interface listed) {
        List<String> addresses = new ArrayList<>();
        for (IPAddress address : listed.getIPAddressesList()) {
            String text = address.getAddress() + "/" + address.getMask();
            try {
                addresses.add(IpPrefix.of(text).toString());
            } catch (IllegalArgumentException e) {
                throw client.peer().nonsense("it lists '" + text + "' for an address");
            }
        }
        return new GuestNicState(macOf(listed), listed.getName(), addresses);
    }

    @Override
    public List<GuestRoute> missing(List<GuestRoute> routes, Deadline deadline) {
        KataRoutes choice = KataRoutes.of(routes);
        return choice.sent().isEmpty()
                ? List.of()
                : choice.missing(
                        client.call("ListRoutes", ListRoutesRequest.getDefaultInstance(), Routes.parser(), deadline)
                                .getRoutesList());
    }

    /** {@return whether the kernel takes the name, and the agent can find the NIC by its MAC} */
    @Override
    public boolean canConfigure(GuestNic nic) {
        return isName(nic.name()) && nic.foundBy() != FoundBy.PATH;
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches()
                && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME
                && !name.equals(".")
                && !name.equals("..");
    }

    private static void requireName(String name) {
        if (!isName(name)) {
            throw Problem.badInput("GUEST_NAME_MALFORMED", "'" + name + "'", "a guest's NIC cannot be given this name")
                    .fix("at most 15 bytes, without white space, '/' and ':'")
                    .exception();
        }
    }

    @Override
    public List<NotRepresentable> notRepresentable(List<GuestNic> nics, GuestTables tables) {
        return Losses.of(nics, tables);
    }

    @Override
    public void close() {
        client.close();
    }
}
