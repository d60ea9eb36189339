package dev.plumbline.itest.bench;

import dev.plumbline.host.Fd;
import dev.plumbline.host.NamespaceThread;
import dev.plumbline.host.NetNamespace;
import dev.plumbline.netlink.MacAddress;
import dev.plumbline.netlink.route.Link;
import dev.plumbline.netlink.route.LinkKind;
import dev.plumbline.netlink.route.LinkSpec;
import dev.plumbline.netlink.route.Links;
import dev.plumbline.netlink.route.RtNetlink;
import dev.plumbline.tap.TapDevice;
import dev.plumbline.tc.Handles;
import dev.plumbline.tc.Qdiscs;
import dev.plumbline.tc.Redirect;
import dev.plumbline.tc.TrafficControl;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The netlink operations that pods cost, measured inside the process and warm: {@code dump-once}, {@code dump N}, {@code
 * get N LINK}, {@code veth N}, {@code tap PREFIX FROM TO}, {@code tap-turns PREFIX}. Works in the namespace it is started in; {@code tap} enters
 * {@code /run/netns/PREFIXi}. Prints microseconds.
 */
public final class NetlinkBench {
    private static final int WARM_UP = 60_000;
    private static final int WARM_UP_TAPS = 10_000;
    private static final int OPENED_AGAIN = 50;
    private static final byte[] COOKIE = "plumbline bench.".getBytes(StandardCharsets.US_ASCII);

    private final PrintStream out;
    private int sink; // what is measured must be used, or the compiler leaves it out

    private NetlinkBench(PrintStream out) {
        this.out = out;
    }

    /** Runs one measurement. */
    public static void main(String[] arguments) throws IOException {
        NetlinkBench bench = new NetlinkBench(System.out);
        switch (arguments.length == 0 ? "" : arguments[0]) {
            case "dump-once" -> bench.dumpOnce();
            case "dump" -> bench.dump(Integer.parseInt(arguments[1]));
            case "get" -> bench.get(Integer.parseInt(arguments[1]), arguments[2]);
            case "veth" -> bench.veth(Integer.parseInt(arguments[1]));
            case "tap" -> bench.tap(arguments[1], Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
            case "tap-turns" -> bench.tapTurns(arguments[1]);
            default -> {
                System.err.println(
                        "usage: bench-netlink dump-once | dump N | get N LINK | veth N | tap PREFIX FROM TO | tap-turns PREFIX");
                System.exit(2);
            }
        }
    }

    private void dumpOnce() {
        try (RtNetlink netlink = RtNetlink.open()) {
            out.println("links\t" + netlink.links().size());
        }
    }

    private void dump(int times) throws IOException {
        try (RtNetlink netlink = RtNetlink.open()) {
            int links = 0;
            for (int i = 0; i < Math.max(20, WARM_UP / 200); i++) {
                links = walk(netlink);
            }
            Samples samples = new Samples("dump", times);
            long[] cpu = cpuTicks();
            for (int i = 0; i < times; i++) {
                long started = System.nanoTime();
                links = walk(netlink);
                samples.since(started);
            }
            out.println("links\t" + links);
            printCpu("dump", cpu, times); // before what printing costs
            samples.print(out);
        }
    }

    /** Dumps and looks at what a caller would: index, name, MTU and flags of each link. */
    private static int walk(RtNetlink netlink) {
        int sum = 0;
        List<Link> links = netlink.links();
        for (Link link : links) {
            sum += link.index() + link.mtu() + link.name().length() + (link.isUp() ? 1 : 0);
        }
        return sum == 0 ? 0 : links.size();
    }

    private void get(int times, String name) throws IOException {
        try (RtNetlink netlink = RtNetlink.open()) {
            int index = netlink.link(name).orElseThrow().index();
            for (int i = 0; i < WARM_UP; i++) {
                sink += netlink.link(index).orElseThrow().mtu();
                sink += netlink.link(name).orElseThrow().mtu();
            }
            long[] cpu = cpuTicks();
            Samples byIndex = new Samples("get-by-index", times);
            for (int i = 0; i < times; i++) {
                long started = System.nanoTime();
                sink += netlink.link(index).orElseThrow().mtu();
                byIndex.since(started);
            }
            printCpu("get-by-index", cpu, times);
            Samples byName = new Samples("get-by-name", times);
            for (int i = 0; i < times; i++) {
                long started = System.nanoTime();
                sink += netlink.link(name).orElseThrow().mtu();
                byName.since(started);
            }
            byIndex.print(out);
            byName.print(out);
            out.println("sum\t" + sink);
        }
    }

    private void veth(int pairs) throws IOException {
        try (RtNetlink netlink = RtNetlink.open()) {
            long[] cpu = cpuTicks();
            long started = System.nanoTime();
            for (int i = 0; i < pairs; i++) {
                netlink.execute(
                        "create a veth pair",
                        Links.create(LinkSpec.named("xa" + i).kind(LinkKind.veth(LinkSpec.named("xb" + i)))));
            }
            double created = (System.nanoTime() - started) / 1000.0;
            started = System.nanoTime();
            for (int i = 0; i < pairs; i++) {
                netlink.execute(
                        "delete a veth pair",
                        Links.delete(netlink.link("xa" + i).orElseThrow().index()));
            }
            out.printf(Locale.ROOT, "veth-create\t%.2f%n", created / pairs);
            out.printf(Locale.ROOT, "veth-delete\t%.2f%n", (System.nanoTime() - started) / 1000.0 / pairs);
            printCpu("veth", cpu, pairs);
        }
    }

    private void tap(String prefix, int from, int to) throws IOException {
        Samples samples = new Samples("tap", to - from);
        long[] cpu = NamespaceThread.run(() -> {
            warmUp(prefix + from);
            settle();
            long[] before = cpuTicks();
            sequences(prefix, from, to, samples);
            return before;
        });
        printCpu("tap", cpu, to - from);
        samples.print(out);
    }

    /**
     * The same in turns with another program: says {@code ready}, and then measures the pods {@code FROM TO} of each line that
     * it reads, and says {@code done}.
     */
    private void tapTurns(String prefix) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        var unused = NamespaceThread.run(() -> {
            warmUp(prefix + 0);
            settle();
            out.println("ready");
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int from = Integer.parseInt(line.split(" ", -1)[0]);
                int to = Integer.parseInt(line.split(" ", -1)[1]);
                Samples samples = new Samples("tap", to - from);
                sequences(prefix, from, to, samples);
                samples.print(out);
                out.println("done");
            }
            return true;
        });
    }

    private static void sequences(String prefix, int from, int to, Samples samples) {
        for (int i = from; i < to; i++) {
            long started = System.nanoTime();
            sequence(prefix + i, i, TapDevice::create);
            samples.since(started);
        }
    }

    /** Until the compiler has seen every path often: what costs no tap many times, the whole sequence some times. */
    private static void warmUp(String pod) {
        for (int i = 0; i < WARM_UP; i++) {
            try (NetNamespace namespace = NetNamespace.of(pod);
                    RtNetlink netlink = RtNetlink.open(namespace)) {
                int lo = netlink.link("lo").orElseThrow().index();
                netlink.execute("set mtu of lo", Links.set(LinkSpec.index(lo).mtu(65_536)));
                int built = Qdiscs.add(Qdiscs.ingress(lo)).message().length
                        + Redirect.request(lo, lo, 1, COOKIE).message().length;
                if (built == 0) {
                    throw new IllegalStateException("requests without bytes");
                }
            }
        }
        // The kernel takes 20 ms to remove a tap, and opening one again is nearly the same code here. Not quite: what
        // was
        // compiled for opening alone would be thrown away by the first tap that is measured.
        sequence(pod, 0, TapDevice::create);
        for (int i = 1; i < WARM_UP_TAPS; i++) {
            removeQdiscs(pod);
            if (i % OPENED_AGAIN == 0) {
                removeTap(pod);
                sequence(pod, i, TapDevice::create);
            } else {
                sequence(pod, i, TapDevice::open);
            }
        }
        removeQdiscs(pod);
        removeTap(pod);
    }

    /** Lets the compiler and the collector finish what the warm-up gave them to do, as in a process that has run for long. */
    private static void settle() throws InterruptedException {
        System.gc();
        Thread.sleep(1000);
    }

    /** Makes or opens a tap: {@link TapDevice#create} or {@link TapDevice#open}. */
    private interface TapSource {
        List<Fd> tap(String name, int queues);
    }

    private static void sequence(String pod, int number, TapSource source) {
        try (NetNamespace namespace = NetNamespace.of(pod)) {
            namespace.call(() -> {
                List<Fd> tap = source.tap("tap0", 1);
                try (Fd queue = tap.get(0);
                        RtNetlink netlink = RtNetlink.open()) {
                    TapDevice.persist("tap0", queue);
                    TrafficControl tc = new TrafficControl(netlink.socket());
                    int eth0 = netlink.link("eth0").orElseThrow().index();
                    int tap0 = netlink.link("tap0").orElseThrow().index();
                    netlink.execute(
                            "set up tap0",
                            Links.set(LinkSpec.index(tap0)
                                    .mtu(1400)
                                    .address(new MacAddress(0x020000000000L + number))
                                    .up()));
                    tc.execute("ingress of eth0", Qdiscs.add(Qdiscs.ingress(eth0)));
                    tc.execute("ingress of tap0", Qdiscs.add(Qdiscs.ingress(tap0)));
                    tc.execute("eth0 to tap0", Redirect.request(eth0, tap0, 1, COOKIE));
                    tc.execute("tap0 to eth0", Redirect.request(tap0, eth0, 1, COOKIE));
                }
                return true;
            });
        }
    }

    private static void removeQdiscs(String pod) {
        try (NetNamespace namespace = NetNamespace.of(pod);
                RtNetlink netlink = RtNetlink.open(namespace)) {
            for (String name : List.of("eth0", "tap0")) {
                int index = netlink.link(name).orElseThrow().index();
                netlink.execute("delete the ingress qdisc", Qdiscs.delete(index, Handles.INGRESS_PARENT, 0, "ingress"));
            }
        }
    }

    private static void removeTap(String pod) {
        try (NetNamespace namespace = NetNamespace.of(pod);
                RtNetlink netlink = RtNetlink.open(namespace)) {
            netlink.execute(
                    "delete tap0",
                    Links.delete(netlink.link("tap0").orElseThrow().index()));
        }
    }

    /** This process's user and system time so far, in the kernel's ticks of 10 ms. */
    private static long[] cpuTicks() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
        return new long[] {Long.parseLong(fields.get(11)), Long.parseLong(fields.get(12))};
    }

    private void printCpu(String name, long[] before, int operations) throws IOException {
        long[] now = cpuTicks();
        out.printf(Locale.ROOT, "%s.user_us_per_op\t%.2f%n", name, (now[0] - before[0]) * 10_000.0 / operations);
        out.printf(Locale.ROOT, "%s.sys_us_per_op\t%.2f%n", name, (now[1] - before[1]) * 10_000.0 / operations);
    }
}
