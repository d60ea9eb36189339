package dev.plumbline.cdi.vfio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.cdi.Annotation;
import dev.plumbline.cdi.Definition;
import dev.plumbline.cdi.DeviceRequest;
import dev.plumbline.cdi.Registry;
import dev.plumbline.cdi.document.Device;
import dev.plumbline.cdi.document.DeviceNode;
import dev.plumbline.cdi.document.Document;
import dev.plumbline.cdi.document.DocumentDirectory;
import dev.plumbline.cdi.document.DocumentFormat;
import dev.plumbline.cdi.document.DocumentText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents for VFIO devices, from facts to what a VMM opens. */
class VfioDocumentTest {
    private static final List<VfioFunction> FUNCTIONS = List.of(
            new VfioFunction("0000:01:00.0", "12", "vfio0"),
            new VfioFunction("0000:01:00.1", "12", "vfio1"),
            new VfioFunction("0000:41:00.0", "7", null));

    @Test
    void thereIsADeviceForEachGroupAndForEachFunction() {
        Document document = VfioDocument.of("vendor.com/gpu", FUNCTIONS);
        assertThat(document.devices())
                .extracting(Device::name)
                .containsExactly("group-7", "group-12", "0000:41:00.0", "0000:01:00.0", "0000:01:00.1");
        assertThat(nodes(document, "group-12"))
                .containsExactly("/dev/vfio/12", "/dev/vfio/devices/vfio0", "/dev/vfio/devices/vfio1");
        assertThat(nodes(document, "0000:01:00.1")).containsExactly("/dev/vfio/12", "/dev/vfio/devices/vfio1");
        assertThat(nodes(document, "0000:41:00.0")).containsExactly("/dev/vfio/7");
        assertThat(document.containerEdits().deviceNodes())
                .extracting(DeviceNode::path)
                .containsExactly("/dev/vfio/vfio", "/dev/iommu");
        assertThat(document.devices().get(1).annotations())
                .isEqualTo(Map.of(
                        VfioDocument.ADDRESSES, "0000:01:00.0,0000:01:00.1",
                        VfioDocument.GROUP, "12"));
        assertThat(document.cdiVersion()).isEqualTo("0.6.0");
    }

    @Test
    void theOrderInWhichFunctionsAreGivenDoesNotMatter() {
        List<VfioFunction> shuffled = new ArrayList<>(FUNCTIONS);
        Collections.reverse(shuffled);
        shuffled.add(FUNCTIONS.get(0));
        for (DocumentFormat format : DocumentFormat.values()) {
            assertThat(DocumentText.of(VfioDocument.of("vendor.com/gpu", shuffled), format))
                    .isEqualTo(DocumentText.of(VfioDocument.of("vendor.com/gpu", FUNCTIONS), format));
        }
    }

    @Test
    void aHostWithoutCharacterDevicesHasNoIommufd() {
        Document document = VfioDocument.of("vendor.com/gpu", FUNCTIONS.subList(2, 3));
        assertThat(document.containerEdits().deviceNodes())
                .extracting(DeviceNode::path)
                .containsExactly("/dev/vfio/vfio");
    }

    @Test
    void noFunctionsAndBadKindsAreRefused() {
        assertThatThrownBy(() -> VfioDocument.of("vendor.com/gpu", List.of())).hasMessageContaining("no device");
        assertThatThrownBy(() -> VfioDocument.of("gpu", FUNCTIONS)).hasMessageContaining("breaks a rule");
    }

    @Test
    void fromADocumentAndAnAnnotationToWhatAVmmOpens(@TempDir Path directory) {
        Document document = VfioDocument.of("vendor.com/gpu", FUNCTIONS);
        Path file =
                new DocumentDirectory(directory).write(document, DocumentDirectory.fileNameFor(document, ""), false);
        Annotation annotation = Annotation.of("vendor.gpu", "claim-1", List.of("vendor.com/gpu=group-12"));
        List<Definition> found = DeviceRequest.of(
                        List.of(Map.of(annotation.key(), annotation.value())), List.of("vendor.com/gpu=0000:41:00.0"))
                .resolve(Registry.of(List.of(directory)));
        assertThat(found).extracting(Definition::file).containsExactly(file, file);
        assertThat(VfioNodes.of(found.get(0)))
                .isEqualTo(new VfioNodes(
                        List.of("12"), List.of("vfio0", "vfio1"), List.of("0000:01:00.0", "0000:01:00.1")));
        assertThat(VfioNodes.of(found.get(1)))
                .isEqualTo(new VfioNodes(List.of("7"), List.of(), List.of("0000:41:00.0")));
    }

    private static List<String> nodes(Document document, String name) {
        return document.devices().stream()
                .filter(device -> device.name().equals(name))
                .flatMap(device -> device.containerEdits().deviceNodes().stream())
                .map(DeviceNode::path)
                .toList();
    }
}
