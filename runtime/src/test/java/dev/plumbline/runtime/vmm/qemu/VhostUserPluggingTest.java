package dev.plumbline.runtime.vmm.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.host.Deadline;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.runtime.channel.FakePeer;
import dev.plumbline.runtime.channel.FakePeer.Client;
import dev.plumbline.runtime.vmm.NicPlug;
import dev.plumbline.runtime.vmm.VhostUserPlug;
import dev.plumbline.tap.VhostUserSocket;
import dev.plumbline.vhostuser.BackendOptions;
import dev.plumbline.vhostuser.VhostUserBackend;
import dev.plumbline.vhostuser.port.PacketPort;
import dev.plumbline.vhostuser.port.PortPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A NIC with a vhost-user back-end: what a real QEMU without a guest does, and one that stands still. */
@Timeout(60)
class VhostUserPluggingTest {
    private static final String MAC = "5a:99:71:85:23:ef";
    private static final String DEVICE = "nic-net1";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aNicIsPluggedInEitherRole(boolean listen) throws IOException {
        try (QemuProcess qemu = start();
                QemuMachine machine = connect(qemu);
                QmpClient side = QmpClient.connect(qemu.side(), soon());
                Serving serving = new Serving(directory, listen)) {
            machine.plugVhostUser(plug("rp0", listen, 1400, 2), soon());
            assertThat(machine.nic(DEVICE, soon())).hasValueSatisfying(nic -> {
                assertThat(nic.mac()).isEqualTo(MAC);
                assertThat(nic.netdev()).isEqualTo("net-nic-net1");
            });
            assertThat(machine.hasBackEnd(DEVICE, soon())).isTrue();
            assertThat(property(side, "mq")).isEqualTo("true");
            assertThat(property(side, "host_mtu")).isEqualTo("1400");
            assertThat(property(side, "vectors"))
                    .as("there is no KVM, and QEMU 7.2 would die of it")
                    .isEqualTo("0");
            serving.close();
            Deadline patience = soon();
            while (machine.hasBackEnd(DEVICE, soon())) {
                assertThat(patience.passed()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void withoutABackEndNothingIsLeftAndQemuIsNotKeptWaiting(boolean listen) throws IOException {
        try (QemuProcess qemu = start();
                QemuMachine machine = connect(qemu);
                QmpClient side = QmpClient.connect(qemu.side(), soon())) {
            JsonNode before = chardevs(side);
            PlumblineException thrown = catchThrowableOfType(
                    PlumblineException.class,
                    () -> machine.plugVhostUser(plug("rp0", listen, 1500, 1), Deadline.after(Duration.ofMillis(500))));
            assertThat(thrown.problem().code()).isEqualTo("BACK_END_AWAY");
            assertThat(chardevs(side)).isEqualTo(before);
            assertThat(directory.resolve("vu.sock")).doesNotExist();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "chardev-add, Chardev with id 'chr-nic-net1' already exists",
        "netdev_add, Duplicate ID 'net-nic-net1'",
        "device_add, Bus 'nowhere' not found"
    })
    void whatQemuRefusesLeavesNothingOfOursBehind(String command, String text) throws IOException {
        try (QemuProcess qemu = start();
                QemuMachine machine = connect(qemu);
                QmpClient side = QmpClient.connect(qemu.side(), soon());
                Serving serving = new Serving(directory, false)) {
            assertThat(serving).isNotNull();
            switch (command) {
                case "chardev-add" ->
                    side.execute(
                            command,
                            Map.of("id", "chr-nic-net1", "backend", Map.of("type", "null", "data", Map.of())),
                            soon());
                case "netdev_add" -> side.execute(command, Map.of("type", "user", "id", "net-nic-net1"), soon());
                default -> {}
            }
            JsonNode before = chardevs(side);
            List<String> netdevs = machine.observe(soon()).netdevs();
            String bus = command.equals("device_add") ? "nowhere" : "rp0";
            assertThatThrownBy(() -> machine.plugVhostUser(plug(bus, false, 1500, 1), soon()))
                    .isInstanceOf(QmpException.class)
                    .hasMessageContaining(text);
            assertThat(chardevs(side)).isEqualTo(before);
            assertThat(machine.observe(soon()).netdevs()).isEqualTo(netdevs);
            assertThat(machine.nic(DEVICE, soon())).isEmpty();
        }
    }

    /** What a process leaves that is killed between two of the commands. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void unpluggingRemovesWhatIsHalfPlugged(int commands) throws IOException {
        try (QemuProcess qemu = start();
                QemuMachine machine = connect(qemu);
                QmpClient side = QmpClient.connect(qemu.side(), soon());
                Serving serving = new Serving(directory, false)) {
            assertThat(serving).isNotNull();
            JsonNode before = chardevs(side);
            if (commands > 0) {
                Map<String, Object> data = Map.of(
                        "addr",
                        Map.of("type", "unix", "data", Map.of("path", socket().toString())),
                        "server",
                        false,
                        "reconnect",
                        1);
                side.execute(
                        "chardev-add",
                        Map.of("id", "chr-nic-net1", "backend", Map.of("type", "socket", "data", data)),
                        soon());
            }
            if (commands > 1) {
                side.execute(
                        "netdev_add",
                        Map.of("type", "vhost-user", "id", "net-nic-net1", "chardev", "chr-nic-net1"),
                        soon());
            }
            machine.unplugVhostUser(DEVICE, soon());
            assertThat(chardevs(side)).isEqualTo(before);
            assertThat(machine.observe(soon()).netdevs()).isEmpty();
        }
    }

    @Test
    void aQemuThatStandsStillIsAskedToTakeAllBack() throws IOException {
        List<String> commands = Collections.synchronizedList(new ArrayList<>());
        try (FakePeer peer = FakePeer.playing(client -> standStill(client, commands));
                QemuMachine machine = QemuMachine.connect(peer.socket(), soon())) {
            assertThatThrownBy(() ->
                            machine.plugVhostUser(plug("rp0", false, 1500, 1), Deadline.after(Duration.ofMillis(500))))
                    .hasMessageContaining("netdev_add");
        }
        assertThat(commands)
                .containsExactly(
                        "qmp_capabilities",
                        "chardev-add",
                        "query-chardev",
                        "netdev_add",
                        "netdev_del",
                        "chardev-remove");
    }

    private static void standStill(Client client, List<String> commands) throws IOException {
        client.say("{\"QMP\": {\"version\": {}, \"capabilities\": []}}");
        while (true) {
            String line = client.read();
            String command = line.replaceAll(".*\"execute\":\"([^\"]*)\".*", "$1");
            commands.add(command);
            String answer = command.equals("query-chardev")
                    ? "[{\"label\": \"chr-nic-net1\", \"filename\": \"unix:vu.sock\"}]"
                    : "{}";
            if (!command.equals("netdev_add")) {
                client.say("{\"return\": " + answer + ", \"id\": " + Client.number(line, "id") + "}");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', 'pc.ram'",
        "'memory-backend-memfd,id=mem,size=32M,share=on', ''",
        "'memory-backend-memfd,id=mem,size=32M,share=off', 'mem'",
        "'memory-backend-ram,id=mem,size=32M,share=on', 'mem'"
    })
    void memoryThatNobodyElseCanSeeIsNamed(String object, String unshared) throws IOException {
        try (QemuProcess qemu = object.isEmpty()
                        ? QemuProcess.start("-M", "q35")
                        : QemuProcess.start("-M", "q35,memory-backend=mem", "-object", object);
                QemuMachine machine = connect(qemu)) {
            assertThat(machine.unsharedMemory(soon())).isEqualTo(unshared.isEmpty() ? List.of() : List.of(unshared));
        }
    }

    /** As Kata starts a VM with its image: that is a memory back-end too, which is only read. */
    @Test
    void anImageIsNoMemoryOfTheGuests() throws IOException {
        Path image = Files.write(directory.resolve("image"), new byte[2 << 20]);
        try (QemuProcess qemu = QemuProcess.start(
                        "-M",
                        "q35,memory-backend=mem",
                        "-object",
                        "memory-backend-memfd,id=mem,size=32M,share=on",
                        "-object",
                        "memory-backend-file,id=image,mem-path=" + image + ",size=2M,readonly=on");
                QemuMachine machine = connect(qemu)) {
            assertThat(machine.unsharedMemory(soon())).isEmpty();
        }
    }

    /** A back-end of two queue pairs. */
    private static final class Serving implements AutoCloseable {
        private final List<PacketPort> pair = PortPair.of(2);
        private final VhostUserBackend backend;

        Serving(Path directory, boolean dials) {
            BackendOptions options =
                    BackendOptions.listenAt(directory.resolve("vu.sock")).withClient(dials);
            backend = VhostUserBackend.start(options, pair.get(0), event -> {});
        }

        @Override
        public void close() {
            backend.close();
            pair.forEach(PacketPort::close);
        }
    }

    private Path socket() {
        return directory.resolve("vu.sock");
    }

    private VhostUserPlug plug(String bus, boolean listen, int mtu, int queues) {
        return new VhostUserPlug(
                new NicPlug(DEVICE, MAC, bus, null, queues, false),
                new VhostUserSocket(socket().toString(), listen),
                mtu);
    }

    private static JsonNode chardevs(QmpClient side) {
        return side.execute("query-chardev", Map.of(), soon());
    }

    private static String property(QmpClient side, String name) {
        return side.execute("qom-get", Map.of("path", "/machine/peripheral/" + DEVICE, "property", name), soon())
                .asText();
    }

    private static QemuProcess start() throws IOException {
        return QemuProcess.start(
                "-M",
                "q35,memory-backend=mem",
                "-object",
                "memory-backend-memfd,id=mem,size=32M,share=on",
                "-device",
                "pcie-root-port,id=rp0,chassis=1,slot=1,addr=10.0");
    }

    private static QemuMachine connect(QemuProcess qemu) {
        return QemuMachine.connect(qemu.monitor(), soon());
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(30));
    }
}
