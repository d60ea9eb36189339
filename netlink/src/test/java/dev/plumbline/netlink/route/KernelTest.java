package dev.plumbline.netlink.route;

import static dev.plumbline.netlink.route.Given.ip;
import static dev.plumbline.netlink.route.Given.prefix;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.host.syscall.Errno;
import dev.plumbline.netlink.DumpInterruptedException;
import dev.plumbline.netlink.NetlinkException;
import dev.plumbline.netlink.Subscription;
import dev.plumbline.netlink.uapi.AddressFamily;
import dev.plumbline.netlink.uapi.IfLink;
import dev.plumbline.netlink.uapi.Rtnetlink;
import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.AttributeTable;
import dev.plumbline.netlink.wire.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Errors, concurrency and overruns, in the running kernel. Needs root. */
@Timeout(120)
class KernelTest {
    private Scratch scratch;

    @BeforeEach
    void open() {
        scratch = new Scratch();
    }

    @AfterEach
    void close() {
        scratch.close();
    }

    private int bridge(String name) {
        scratch.netlink.execute("add " + name, Links.create(LinkSpec.named(name).kind(LinkKind.bridge())));
        return scratch.netlink.link(name).orElseThrow().index();
    }

    private NetlinkException refusal(Request request) {
        NetlinkException refused =
                catchThrowableOfType(NetlinkException.class, () -> scratch.netlink.execute("the wish", request));
        assertThat(refused).as("the kernel should have refused").isNotNull();
        return refused;
    }

    @Test
    void aLinkThatIsNotThereIsEmpty() {
        assertThat(scratch.netlink.link("nowhere")).isEmpty();
        assertThat(scratch.netlink.link("a-name-of-more-than-fifteen-bytes")).isEmpty();
        assertThat(scratch.netlink.link(4711)).isEmpty();
    }

    @Test
    void aLinkIsFoundByEitherSortOfName() {
        int index = bridge("br0");
        scratch.netlink.execute("name", Links.addAltName(index, "short", "a-name-of-more-than-fifteen-bytes"));
        assertThat(scratch.netlink.link("short")).map(Link::index).contains(index);
        assertThat(scratch.netlink.link("a-name-of-more-than-fifteen-bytes"))
                .map(Link::index)
                .contains(index);
        scratch.netlink.execute("unname", Links.deleteAltName(index, "short"));
        assertThat(scratch.netlink.link("short")).isEmpty();
    }

    @Test
    void aRefusalCarriesErrnoAndTheKernelsWords() {
        int index = bridge("br0");
        NetlinkException exists = refusal(Links.create(LinkSpec.named("br0").kind(LinkKind.bridge())));
        assertThat(exists.errno()).isEqualTo(Errno.EEXIST);

        NetlinkException unknown = refusal(Links.create(LinkSpec.named("x").kind(LinkKind.of("no-such-kind"))));
        assertThat(unknown.kernelText()).isEqualTo("Unknown device type");
        assertThat(unknown).hasMessageContaining("the wish").hasMessageContaining("Unknown device type");

        NetlinkException tooLarge = refusal(Links.set(LinkSpec.index(index).mtu(10_000_000)));
        assertThat(tooLarge.kernelText()).contains("mtu greater than device maximum");

        NetlinkException absent = refusal(Links.delete(4711));
        assertThat(absent.errno()).isEqualTo(Errno.ENODEV);
        assertThat(absent.isAbsent()).isTrue();

        NetlinkException noWay =
                refusal(Routes.add(RouteSpec.toDefault(AddressFamily.AF_INET).gateway(ip("10.9.9.9"))));
        assertThat(noWay.kernelText()).contains("Nexthop has invalid gateway");

        NetlinkException gone = refusal(Routes.delete(RouteSpec.to(prefix("10.77.0.0/16"))));
        assertThat(gone.isAbsent()).isTrue();

        NetlinkException noAddress = refusal(Addresses.delete(AddressSpec.of(index, prefix("10.0.0.1/24"))));
        assertThat(noAddress.isAbsent()).isTrue();
    }

    @Test
    void aRefusalNamesTheAttribute() {
        Attribute<Integer> tooShort = new AttributeTable("").u16(IfLink.IFLA_MTU.type(), "");
        NetlinkException refused =
                refusal(Links.set(LinkSpec.index(bridge("br0")).with(tooShort.of(1400))));
        assertThat(refused.kernelText()).isNotNull();
        assertThat(refused).hasMessageContaining("[IFLA_MTU]");
    }

    @Test
    void afterARefusalTheSocketGoesOn() {
        for (int i = 0; i < 50; i++) {
            assertThat(refusal(Links.delete(4711)).errno()).isEqualTo(Errno.ENODEV);
            assertThat(scratch.netlink.link("lo")).isPresent();
        }
    }

    @Test
    void twoThreadsOnOneSocketGetTheirOwnAnswers() throws Exception {
        int one = bridge("br1");
        int two = bridge("br2");
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> ask("br1", one));
        CompletableFuture<Void> second = CompletableFuture.runAsync(() -> ask("br2", two));
        CompletableFuture.allOf(first, second).get(60, TimeUnit.SECONDS);
    }

    private void ask(String name, int index) {
        for (int i = 0; i < 500; i++) {
            assertThat(scratch.netlink.link(name)).map(Link::index).contains(index);
            assertThat(scratch.netlink.links()).extracting(Link::name).contains(name);
        }
    }

    @Test
    void aDumpBesideAChangerIsWholeOrSaysThatItIsNot() throws Exception {
        List<String> steady = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            bridge("steady" + i);
            steady.add("steady" + i);
        }
        AtomicBoolean stop = new AtomicBoolean();
        try (RtNetlink other = RtNetlink.open(scratch.namespace)) {
            CompletableFuture<Void> changer = CompletableFuture.runAsync(() -> {
                while (!stop.get()) {
                    other.execute("add", Links.create(LinkSpec.named("brief").kind(LinkKind.bridge())));
                    other.execute(
                            "remove",
                            Links.delete(other.link("brief").orElseThrow().index()));
                }
            });
            int whole = 0;
            for (int i = 0; i < 60; i++) {
                try {
                    assertThat(scratch.netlink.links()).extracting(Link::name).containsAll(steady);
                    whole++;
                } catch (DumpInterruptedException e) {
                    assertThat(e.partial()).isNotEmpty();
                }
            }
            stop.set(true);
            changer.get(30, TimeUnit.SECONDS);
            assertThat(whole).isPositive();
        }
    }

    @Test
    void aSubscriberHearsOfChanges() {
        try (Subscription events = Subscription.open(scratch.namespace, Rtnetlink.RTNLGRP_LINK)) {
            bridge("br0");
            List<String> heard = new ArrayList<>();
            for (int i = 0; i < 20 && !heard.contains("br0"); i++) {
                events.poll(Duration.ofMillis(500)).messages().forEach(message -> heard.add(new Link(message).name()));
            }
            assertThat(heard).contains("br0");
        }
    }

    @Test
    void aSubscriberThatDoesNotListenIsToldThatItMissedSomething() {
        int index = bridge("br0");
        try (Subscription events = Subscription.open(scratch.namespace, Rtnetlink.RTNLGRP_LINK)) {
            boolean overrun = false;
            for (int round = 0; round < 20 && !overrun; round++) {
                for (int i = 0; i < 2000; i++) {
                    scratch.netlink.execute(
                            "mtu", Links.set(LinkSpec.index(index).mtu(1400 + i % 2)));
                }
                if (round >= 2) { // by then some 10 MiB were sent
                    Subscription.Batch batch;
                    do {
                        batch = events.poll(Duration.ZERO);
                        overrun |= batch.overrun();
                    } while (!batch.messages().isEmpty());
                }
            }
            assertThat(overrun).isTrue();
            bridge("br1"); // and what comes later is heard again
            List<String> heard = new ArrayList<>();
            for (int i = 0; i < 20 && !heard.contains("br1"); i++) {
                events.poll(Duration.ofMillis(500)).messages().forEach(message -> heard.add(new Link(message).name()));
            }
            assertThat(heard).contains("br1");
        }
    }

    @Test
    void closingASubscriptionWakesItsReader() throws Exception {
        Subscription events = Subscription.open(scratch.namespace, Rtnetlink.RTNLGRP_LINK);
        CompletableFuture<Subscription.Batch> reader =
                CompletableFuture.supplyAsync(() -> events.poll(Duration.ofMinutes(5)));
        Thread.sleep(200);
        assertThat(reader).isNotDone();
        events.close();
        assertThat(reader.get(10, TimeUnit.SECONDS).messages()).isEmpty();
        assertThat(events.poll(Duration.ofMinutes(5)).messages()).isEmpty();
        events.close();
    }

    @Test
    void aNamespaceGetsAnId() {
        try (Scratch other = new Scratch()) {
            Scratch.run("ip", "-n", scratch.name, "netns", "set", other.name, "77");
            assertThat(Scratch.run("ip", "-n", scratch.name, "netns", "list-id"))
                    .contains("77");
            long pid = ProcessHandle.current().pid();
            scratch.netlink.execute("id", NamespaceIds.setOfProcess((int) pid, 78));
            assertThat(scratch.netlink
                            .socket()
                            .get("id", NamespaceIds.getOfProcess((int) pid))
                            .map(NamespaceIds::idIn)
                            .orElseThrow())
                    .hasValue(78);
        }
    }
}
