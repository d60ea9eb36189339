package dev.plumbline.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem.Kind;
import dev.plumbline.tap.NicDecision;
import dev.plumbline.tap.NicDecision.Joint;
import dev.plumbline.tap.NicPlanner.Decisions;
import dev.plumbline.tap.NicPlanner.PassThrough;
import dev.plumbline.tap.NicPolicy;
import dev.plumbline.tap.NicPolicy.Model;
import dev.plumbline.tap.PodAddress;
import dev.plumbline.tap.PodNeighbour;
import dev.plumbline.tap.PodRoute;
import dev.plumbline.tap.SkippedLink;
import dev.plumbline.tap.SkippedLink.Reason;
import dev.plumbline.tap.VhostUserSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DanFileTest {
    private static final String GOOD = """
            {"netns":"/run/netns/web-1","devices":[
              {"name":"eth0","guest_mac":"02:00:00:00:00:01",
               "device":{"type":"host-tap","tap_name":"tap7","queue_num":2,"queue_size":256},
               "network_info":{
                 "interface":{"ip_addresses":["10.0.0.2/24","fd00::2/64"],"mtu":1400,"ntype":"tuntap","flags":0},
                 "routes":[{"dest":"","gateway":"10.0.0.1","source":"","scope":0,"flags":4},
                           {"dest":"10.9.0.0/16","source":"10.0.0.2","scope":253,"mtu":1300},
                           {"dest":"::/0","gateway":"fd00::1"}],
                 "neighbors":[{"ip_address":"10.0.0.1/24","hardware_addr":"02:00:00:00:00:09","state":128}]}},
              {"name":"eth1","device":{"type":"vfio","pci_device_id":"0000:01:10.2"},
               "network_info":{"interface":{"ip_addresses":[]}}},
              {"name":"eth2","device":{"type":"vhost-user","path":"/run/vhu.sock"},
               "network_info":{"interface":{"ip_addresses":[]}}}]}
            """;
    private static final NicPolicy POLICY = NicPolicy.of(Model.AUTO, 1, false, false);

    @TempDir
    private Path directory;

    private DanFile read(String text) throws IOException {
        return DanFile.read(Files.writeString(directory.resolve("dan.json"), text));
    }

    @Test
    void aTapBecomesANicWithAllThatTheFileSays() throws IOException {
        DanFile file = read(GOOD);
        assertThat(file.netns()).isEqualTo("/run/netns/web-1");
        Decisions decisions = file.decisions("web-1", POLICY, PassThrough.NONE);
        NicDecision nic = decisions.nics().get(0);
        assertThat(decisions.nics()).hasSize(1);
        assertThat(nic.tap()).isEqualTo("tap7");
        assertThat(nic.queues()).isEqualTo(2);
        assertThat(nic.steps()).isEmpty();
        assertThat(nic.link().mac()).isEqualTo("02:00:00:00:00:01");
        assertThat(nic.link().mtu()).isEqualTo(1400);
        assertThat(nic.link().addresses()).containsExactly(PodAddress.of("10.0.0.2/24"), PodAddress.of("fd00::2/64"));
        assertThat(nic.link().routes()).extracting(PodRoute::dst).containsExactly("default", "10.9.0.0/16", "default");
        assertThat(nic.link().routes()).extracting(PodRoute::family).containsExactly("inet", "inet", "inet6");
        assertThat(nic.link().routes().get(0).onlink()).isTrue();
        assertThat(nic.link().routes().get(1).prefsrc()).isEqualTo("10.0.0.2");
        assertThat(nic.link().routes().get(1).scope()).isEqualTo("link");
        assertThat(nic.link().neighbours()).containsExactly(PodNeighbour.permanent("10.0.0.1", "02:00:00:00:00:09"));
        assertThat(decisions.skipped())
                .extracting(SkippedLink::reason)
                .containsExactly(Reason.PCI_DEVICE, Reason.VHOST_USER);
    }

    @Test
    void aSocketThatTheVmCanBeJoinedToBecomesANicInTheRoleThatIsLeft() throws IOException {
        Path there = Files.createFile(directory.resolve("vhu.sock"));
        for (Path socket : List.of(there, directory.resolve("none.sock"))) {
            DanFile file = read(with("/devices/2/device/path", '"' + socket.toString() + '"'));
            Decisions decisions = file.decisions("web-1", POLICY, (link, queues) -> Optional.empty());
            NicDecision nic = decisions.nics().get(1);
            assertThat(nic.joint()).isEqualTo(Joint.VHOST_USER);
            assertThat(nic.link().name()).isEqualTo("eth2");
            assertThat(nic.link().vhostUser()).isEqualTo(new VhostUserSocket(socket.toString(), socket != there));
            assertThat(decisions.skipped()).extracting(SkippedLink::reason).containsExactly(Reason.PCI_DEVICE);
        }
    }

    @Test
    void whatIsNotATapIsRefusedWhereThePolicySaysSo() throws IOException {
        DanFile file = read(GOOD);
        PlumblineException thrown = catchThrowableOfType(
                PlumblineException.class,
                () -> file.decisions("web-1", NicPolicy.of(Model.AUTO, 1, true, false), PassThrough.NONE));
        assertThat(thrown.problem().kind()).isEqualTo(Kind.REFUSED);
        assertThat(thrown).hasMessageContaining("eth1").hasMessageContaining("0000:01:10.2");
    }

    @ParameterizedTest
    @CsvSource({
        "/devices, 7",
        "/devices, null",
        "/netns, 5",
        "/devices/0, \"eth0\"",
        "/devices/0/name, \"\"",
        "/devices/0/name, \"a name\"",
        "/devices/0/name, \"a-name-that-is-too-long\"",
        "/devices/1/name, \"eth0\"",
        "/devices/0/guest_mac, \"xx:xx:xx:xx:xx:xx\"",
        "/devices/0/guest_mac, 17",
        "/devices/0/device, null",
        "/devices/0/device/type, \"tap\"",
        "/devices/0/device/type, null",
        "/devices/0/device/tap_name, \"\"",
        "/devices/0/device/queue_num, 257",
        "/devices/0/device/queue_num, -1",
        "/devices/0/device/queue_num, 1.5",
        "/devices/0/device/queue_size, \"256\"",
        "/devices/1/device/pci_device_id, \"01:00\"",
        "/devices/2/device/path, \"vhu.sock\"",
        "/devices/0/network_info, null",
        "/devices/0/network_info/interface, null",
        "/devices/0/network_info/interface/mtu, 67",
        "/devices/0/network_info/interface/mtu, 65536",
        "/devices/0/network_info/interface/ip_addresses, \"10.0.0.2/24\"",
        "/devices/0/network_info/interface/ip_addresses/0, \"10.0.0.2\"",
        "/devices/0/network_info/interface/ip_addresses/1, \"fd00::2/129\"",
        "/devices/0/network_info/routes, {}",
        "/devices/0/network_info/routes/0/gateway, \"gateway\"",
        "/devices/0/network_info/routes/1/dest, \"10.9.0.0/33\"",
        "/devices/0/network_info/routes/1/mtu, -1",
        "/devices/0/network_info/neighbors/0/ip_address, \"\"",
        "/devices/0/network_info/neighbors/0/hardware_addr, \"02:00\"",
        "/devices/0/network_info/neighbors/0/state, 256"
    })
    void aMalformedFieldIsNamed(String pointer, String value) throws IOException {
        PlumblineException thrown = catchThrowableOfType(PlumblineException.class, () -> read(with(pointer, value)));
        assertThat(thrown.problem().kind()).isEqualTo(Kind.BAD_INPUT);
        assertThat(thrown.problem().object()).endsWith(" " + pointer);
    }

    private static String with(String pointer, String value) throws JsonProcessingException {
        ObjectMapper mapper = new ObjectMapper();
        JsonNode root = mapper.readTree(GOOD);
        JsonPointer at = JsonPointer.compile(pointer);
        JsonNode parent = root.at(at.head());
        if (parent instanceof ArrayNode array) {
            array.set(at.last().getMatchingIndex(), mapper.readTree(value));
        } else {
            ((ObjectNode) parent).set(at.last().getMatchingProperty(), mapper.readTree(value));
        }
        return root.toString();
    }

    @Test
    void familiesMustAgree() throws IOException {
        PlumblineException thrown = catchThrowableOfType(
                PlumblineException.class, () -> read(with("/devices/0/network_info/routes/1/source", "\"fd00::2\"")));
        assertThat(thrown).hasMessageContaining("different families");
    }

    @Test
    void noFileAndNoJson() throws IOException {
        assertThat(catchThrowableOfType(PlumblineException.class, () -> DanFile.read(directory.resolve("none.json")))
                        .problem()
                        .kind())
                .isEqualTo(Kind.NOT_FOUND);
        assertThat(catchThrowableOfType(PlumblineException.class, () -> read("{\"devices\":["))
                        .problem()
                        .kind())
                .isEqualTo(Kind.BAD_INPUT);
        assertThat(catchThrowableOfType(PlumblineException.class, () -> read("[]"))
                        .problem()
                        .kind())
                .isEqualTo(Kind.BAD_INPUT);
    }
}
