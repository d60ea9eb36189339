package dev.plumbline.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.change.Step;
import dev.plumbline.host.change.StepObserver;
import dev.plumbline.runtime.AttachRequest;
import dev.plumbline.runtime.NicReport;
import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.SandboxEvent;
import dev.plumbline.runtime.Sandboxes;
import dev.plumbline.runtime.channel.EventLoops;
import dev.plumbline.runtime.demo.Shell;
import dev.plumbline.runtime.service.PlumblineServer;
import dev.plumbline.runtime.service.ServiceClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A namespace is followed by what the kernel says of it. */
class WatchTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path state;

    private final BlockingQueue<SandboxEvent> events = new LinkedBlockingQueue<>();
    private Plumbline plumbline;
    private Pod pod;

    @BeforeEach
    void make() {
        plumbline = Plumbline.at(state);
        pod = Pod.empty();
        pod.ip("link set lo up");
    }

    @AfterEach
    void remove() {
        try {
            plumbline.list().forEach(sandbox -> plumbline.detach(sandbox.sandbox(), LIMIT));
        } finally {
            pod.close();
        }
    }

    /** Waits for the next event, and says what it is. */
    private String next() throws InterruptedException {
        SandboxEvent event = events.poll(30, TimeUnit.SECONDS);
        return event == null ? "nothing" : (event.event() + " " + event.nic()).strip();
    }

    private List<String> nics() {
        return plumbline.show("web").nics().stream().map(NicReport::id).toList();
    }

    @Test
    void anEmptyNamespaceIsFollowedUntilItsNetworkComesAndGoes() throws Exception {
        plumbline.attach(AttachRequest.of("web", pod.name()));
        assertThat(nics()).isEmpty();
        try (Sandboxes.Watch watch = plumbline.watch("web", events::add)) {
            assertThat(next()).isEqualTo("watching");
            Shell.run("ip -n " + pod.name() + "-node link add n1 type veth peer name eth0 netns " + pod.name());
            pod.node("link set n1 up");
            assertThat(next()).isEqualTo("link-appeared eth0");
            Thread.sleep(300);
            assertThat(events).as("a link without an address is not ready").isEmpty();

            pod.ip("link set eth0 up");
            pod.ip("addr add 10.77.1.2/24 dev eth0");
            assertThat(next()).isEqualTo("attached eth0");
            assertThat(nics()).containsExactly("eth0");

            pod.ip("route add default via 10.77.1.1");
            assertThat(next()).isEqualTo("changed eth0");
            assertThat(plumbline.show("web").nics().get(0).routes()).hasSize(1);

            pod.ip("addr del 10.77.1.2/24 dev eth0");
            assertThat(next()).isEqualTo("changed eth0");
            assertThat(plumbline.show("web").nics().get(0).addresses()).isEmpty();

            pod.ip("addr add 10.77.1.3/24 dev eth0");
            assertThat(next()).isEqualTo("changed eth0");

            pod.ip("link set eth0 down");
            pod.ip("link set eth0 name net0 up");
            assertThat(List.of(next(), next(), next()))
                    .containsExactly("detached eth0", "link-appeared net0", "attached net0");

            pod.ip("link del net0");
            assertThat(next()).isEqualTo("detached net0");
            assertThat(nics()).isEmpty();
            plumbline.detach("web", LIMIT);
        }
    }

    @Test
    void whatWasBrokenIsMended() throws Exception {
        pod.veth("eth0", 1);
        plumbline.attach(AttachRequest.of("web", pod.name()));
        try (Sandboxes.Watch watch = plumbline.watch("web", events::add)) {
            assertThat(next()).isEqualTo("watching");
            pod.ip("link del tap0_plumb");
            await(() -> plumbline.verify("web", LIMIT).ok());
        }
    }

    @Test
    void aPodLinkThatIsDownIsNotLookedAtForEver() throws Exception {
        pod.veth("eth0", 1);
        plumbline.attach(AttachRequest.of("web", pod.name()));
        AtomicInteger steps = new AtomicInteger();
        Plumbline counted = plumbline.observedBy(new StepObserver() {
            @Override
            public void applying(Step step) {
                steps.incrementAndGet();
            }
        });
        int each = plumbline.show("web").steps().size();
        try (Sandboxes.Watch watch = counted.watch("web", events::add)) {
            assertThat(next()).isEqualTo("watching");
            pod.ip("link set eth0 down");
            Thread.sleep(1000);
            steps.set(0);
            Thread.sleep(2000);
            assertThat(steps.get()).isLessThanOrEqualTo(2 * each);
        }
    }

    @Test
    void aNameThatIsUsedAgainIsFollowedInItsNewNamespace() throws Exception {
        pod.veth("eth0", 1);
        try (PlumblineServer server =
                        PlumblineServer.start(new PlumblineServer.Options(state, null, null, Duration.ZERO));
                ServiceClient client = ServiceClient.of(PlumblineServer.socketOf(state));
                Pod other = Pod.withVeth()) {
            client.attach(AttachRequest.of("web", pod.name()).withWatch(true));
            client.detach("web", LIMIT);
            client.attach(AttachRequest.of("web", other.name()).withWatch(true));
            other.veth("eth1", 2);
            await(() -> nics().contains("eth1"));
            client.detach("web", LIMIT);
        }
    }

    @Test
    void notificationsThatTheKernelDroppedAreMadeUpForByLookingAgain() throws Exception {
        pod.veth("eth0", 1);
        plumbline.attach(AttachRequest.of("web", pod.name()));
        try (Sandboxes.Watch watch = plumbline.watch("web", events::add)) {
            assertThat(next()).isEqualTo("watching");
            CountDownLatch blocked = new CountDownLatch(1);
            EventLoops.after(0, () -> {
                try {
                    boolean unused = blocked.await(60, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            // Nobody reads, so that the buffer fills up; the last change is among what is dropped.
            Path batch = state.resolve("batch");
            Files.writeString(
                    batch,
                    IntStream.range(0, 30_000)
                            .mapToObj(i -> "route replace blackhole 10.99.0.0/16 metric " + (1 + i % 2))
                            .collect(Collectors.joining("\n", "", "\n")));
            Shell.run("ip -n " + pod.name() + " -batch " + batch);
            pod.ip("route flush type blackhole");
            pod.ip("addr add 10.88.0.1/24 dev eth0");
            blocked.countDown();
            await(() -> plumbline.show("web").nics().get(0).addresses().contains("10.88.0.1/24"));
        }
    }

    @Test
    void aNamespaceThatIsDeletedIsNotKeptAlive() throws Exception {
        pod.veth("eth0", 1);
        plumbline.attach(AttachRequest.of("web", pod.name()));
        try (Sandboxes.Watch watch = plumbline.watch("web", events::add)) {
            assertThat(next()).isEqualTo("watching");
            Shell.run("ip netns del " + pod.name());
            PlumblineException ended = catchThrowableOfType(PlumblineException.class, watch::await);
            assertThat(ended.problem().code()).isEqualTo("NETNS_GONE");
            assertThat(next()).isEqualTo("failed");
        }
        await(() -> !pod.node("link").contains("n1@"));
    }

    @Test
    void theWatchEndsWhenTheSandboxIsDetached() throws Exception {
        pod.veth("eth0", 1);
        plumbline.attach(AttachRequest.of("web", pod.name()));
        try (Sandboxes.Watch watch = plumbline.watch("web", events::add)) {
            assertThat(next()).isEqualTo("watching");
            plumbline.detach("web", LIMIT);
            watch.await();
            assertThat(next()).isEqualTo("detached eth0");
        }
    }

    @Test
    void whatCannotBeFollowedIsRefused() {
        assertThat(catchThrowableOfType(PlumblineException.class, () -> plumbline.watch("nobody", events::add))
                        .problem()
                        .code())
                .isEqualTo("SANDBOX_NOT_FOUND");
    }

    @Test
    void twoHundredNamespacesCostOneThread() throws Exception {
        int many = 200;
        List<Pod> pods = new ArrayList<>();
        List<Sandboxes.Watch> watches = new ArrayList<>();
        try {
            for (int i = 0; i < many; i++) {
                Pod one = Pod.empty();
                pods.add(one);
                plumbline.attach(AttachRequest.of("many-" + i, one.name()));
            }
            int before = Thread.activeCount();
            for (int i = 0; i < many; i++) {
                watches.add(plumbline.watch("many-" + i, events::add));
            }
            for (int i = 0; i < many; i++) {
                assertThat(next()).isEqualTo("watching");
            }
            // One listens for all; at most eight look when something happened.
            assertThat(threads("plumbline-channel")).isEqualTo(1);
            assertThat(Thread.activeCount() - before).isLessThan(many / 4);
            pods.get(137).veth("eth0", 1);
            assertThat(next()).isEqualTo("link-appeared eth0");
            assertThat(next()).isEqualTo("attached eth0");
        } finally {
            watches.forEach(Sandboxes.Watch::close);
            plumbline.list().forEach(sandbox -> plumbline.detach(sandbox.sandbox(), LIMIT));
            pods.forEach(Pod::close);
        }
    }

    @Test
    void aServiceFollowsWhatWasAttachedToBeFollowedAlsoAfterARestart() throws Exception {
        pod.veth("eth0", 1);
        PlumblineServer.Options options = new PlumblineServer.Options(state, null, null, Duration.ZERO);
        Path socket = PlumblineServer.socketOf(state);
        try (PlumblineServer server = PlumblineServer.start(options);
                ServiceClient client = ServiceClient.of(socket)) {
            client.attach(AttachRequest.of("web", pod.name()).withWatch(true));
            pod.veth("eth1", 2);
            await(() -> nics().contains("eth1"));
        }
        try (PlumblineServer server = PlumblineServer.start(options);
                ServiceClient client = ServiceClient.of(socket)) {
            pod.veth("eth2", 3);
            await(() -> nics().contains("eth2"));
            try (Sandboxes.Watch watch = client.watch("web", events::add)) {
                assertThat(next()).isEqualTo("watching");
                pod.veth("eth3", 4);
                assertThat(next()).isEqualTo("link-appeared eth3");
                assertThat(next()).isEqualTo("attached eth3");
                client.detach("web", LIMIT);
                watch.await();
            }
        }
    }

    private static long threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(name))
                .count();
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("it did not become so in 30 s").isLessThan(until);
            Thread.sleep(50);
        }
    }
}
