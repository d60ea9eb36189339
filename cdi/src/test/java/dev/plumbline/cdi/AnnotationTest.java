package dev.plumbline.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.host.PlumblineException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Annotations that ask for devices: written, and read. */
class AnnotationTest {
    private static final String P = AnnotationRequest.PREFIX;

    @ParameterizedTest
    @CsvSource({
        "vendor.class, device, vendor.class_device",
        "v-e.n_d.or.cl-as_s, d_e-v-i-c_e, v-e.n_d.or.cl-as_s_d_e-v-i-c_e",
        "v-e.n_d.or.cl-as_s, d-e/v/i/c-e, v-e.n_d.or.cl-as_s_d-e_v_i_c-e",
        "a, b, a_b",
        "12345678901234567890123456789012345678901234567890123456, device, 12345678901234567890123456789012345678901234567890123456_device"
    })
    void aKeyIsPluginAndDeviceId(String plugin, String deviceId, String name) {
        assertThat(Annotation.of(plugin, deviceId, List.of("v/c=d"))).isEqualTo(new Annotation(P + name, "v/c=d"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', device",
        "plugin, ''",
        "_vendor.class, device",
        "vendor.class, device_",
        "ven.dor-cl+ass, device",
        "vendor.class, dev+ice",
        "vendor/class, device",
        "123456789012345678901234567890123456789012345678901234567, device"
    })
    void aKeyThatKubernetesWouldRefuseIsRefused(String plugin, String deviceId) {
        assertThatThrownBy(() -> Annotation.of(plugin, deviceId, List.of("v/c=d")))
                .isInstanceOfSatisfying(PlumblineException.class, e -> {
                    assertThat(e.problem().code()).isEqualTo("BAD_ANNOTATION_KEY");
                    assertThat(e.problem().fix()).isNotBlank();
                });
    }

    @Test
    void adviceForALongKeyWorks() {
        String uuids = "GPU-8dcd427f-483b-b48f-d7e5-75fb19a52b76/GPU-9dcd427f-483b-b48f-d7e5-75fb19a52b76";
        assertThatThrownBy(() -> Annotation.of("nvidia.gpu", uuids, List.of("v/c=d")))
                .isInstanceOfSatisfying(PlumblineException.class, e -> {
                    String fix = String.valueOf(e.problem().fix());
                    assertThat(fix).startsWith("it is 29 bytes too long");
                    String id = fix.substring(fix.lastIndexOf(' ') + 1);
                    assertThat(Annotation.of("nvidia.gpu", id, List.of("v/c=d")).key())
                            .startsWith(P + "nvidia.gpu_");
                });
    }

    @Test
    void aValueIsTheNames() {
        Annotation annotation =
                Annotation.of("vendor.class", "device", List.of("vendor.com/class=b", "vendor.com/class=a"));
        assertThat(annotation.value()).isEqualTo("vendor.com/class=b,vendor.com/class=a");
        assertThat(AnnotationRequest.of(Map.of(annotation.key(), annotation.value()))
                        .names())
                .containsExactly("vendor.com/class=b", "vendor.com/class=a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"vendor2.com/device2", "/dev/null", "", "a", "v/c=d,v/c=e"})
    void aValueHasNamesOnly(String name) {
        assertThatThrownBy(() -> Annotation.of("vendor.class", "device", List.of("vendor.com/class=a", name)))
                .hasMessageContaining("no name of a CDI device");
    }

    @Test
    void aKeyThatIsTakenIsLeftAlone() {
        Map<String, String> there = Map.of(P + "vendor3.class2_device", "vendor3.com/class2=device0");
        Annotation same = Annotation.of("vendor3.class2", "device", List.of("vendor3.com/class2=device1"));
        assertThatThrownBy(() -> same.addedTo(there)).hasMessageContaining("already");
        Annotation other = Annotation.of("vendor3.class2", "device1", List.of("vendor3.com/class2=device1"));
        assertThat(other.addedTo(there)).hasSize(2).containsAllEntriesOf(there);
    }

    @Test
    void namesAreInTheOrderOfTheKeysAndEachIsThereOnce() {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put(P + "vendor3.class2_device", "vendor3.com/class2=device1,vendor3.com/class2=device2");
        annotations.put("unrelated/key", "not looked at");
        annotations.put("cdi.k8s.io", "not looked at");
        annotations.put(P + "vendor1.class_device", "vendor1.com/class=device1,vendor3.com/class2=device2");
        assertThat(AnnotationRequest.of(annotations).names())
                .containsExactly(
                        "vendor1.com/class=device1", "vendor3.com/class2=device2", "vendor3.com/class2=device1");
        assertThat(AnnotationRequest.of(annotations).faults()).isEmpty();
        assertThat(AnnotationRequest.of(Map.of())).isEqualTo(new AnnotationRequest(List.of(), List.of()));
    }

    @Test
    void everyFaultIsSaidAndThenNothingIsAskedFor() {
        AnnotationRequest request = AnnotationRequest.of(Map.of(
                P + "a", "vendor1.com/class1=device1,vendor1.com/class1=device2",
                P + "b", "vendor3.com=device3,/dev/null",
                P + "c", "vendor.com/class=a, vendor.com/class=b",
                P + "d", "",
                P + "e", "vendor.com/class=a,",
                P + "-", "vendor.com/class=a"));
        assertThat(request.names()).isEmpty();
        assertThat(request.faults())
                .extracting(fault -> fault.key() + " " + fault.value())
                .containsExactly(
                        P + "- vendor.com/class=a",
                        P + "b vendor3.com=device3",
                        P + "b /dev/null",
                        P + "c  vendor.com/class=b",
                        P + "d ",
                        P + "e ");
        assertThat(request.faults().get(3).text()).contains("white space");
    }

    @Test
    void aFloodIsRefusedAtOnce() {
        Map<String, String> flood = new LinkedHashMap<>();
        for (int i = 0; i < 10_000; i++) {
            flood.put(P + "key" + i, "vendor.com/class=device" + i);
        }
        assertThat(AnnotationRequest.of(flood).faults()).hasSize(1);
        assertThat(AnnotationRequest.of(Map.of(P + "key", ",".repeat(200_000))).faults())
                .hasSize(100);
    }

    @Test
    void aDeviceThatSandboxAndContainerAskForIsAskedForOnce() {
        DeviceRequest request = DeviceRequest.of(
                List.of(Map.of(P + "sandbox", "v.com/c=a,v.com/c=b"), Map.of(P + "container", "v.com/c=b")),
                List.of("v.com/c=a", "v.com/c=c"));
        assertThat(request.names()).containsExactly("v.com/c=a", "v.com/c=b", "v.com/c=c");
        assertThatThrownBy(() -> DeviceRequest.of(List.of(Map.of(P + "x", "gpu0")), List.of()))
                .hasMessageContaining(P + "x")
                .hasMessageContaining("gpu0");
        assertThatThrownBy(() -> DeviceRequest.of(List.of(), List.of("gpu0"))).hasMessageContaining("gpu0");
    }
}
