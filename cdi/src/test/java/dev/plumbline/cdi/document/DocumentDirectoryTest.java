package dev.plumbline.cdi.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents are written whole or not at all. */
class DocumentDirectoryTest {
    @TempDir
    private Path directory;

    private static final Document DOCUMENT = new Document(
            "0.3.0",
            "vendor.com/device",
            Map.of(),
            List.of(new Device("dev1", Map.of(), ContainerEdits.ofNodes(List.of(DeviceNode.like("/dev/a", "rw"))))),
            ContainerEdits.none());

    @Test
    void aDocumentIsReadAsItWasWritten() throws IOException {
        Path file = new DocumentDirectory(directory.resolve("made/for/it")).write(DOCUMENT, "vendor-device", false);
        assertThat(file).hasFileName("vendor-device.yaml");
        assertThat(DocumentFile.read(file).document()).contains(DOCUMENT);
        assertThat(Files.readString(file)).startsWith("---\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--");
        assertThat(names(file.getParent())).containsExactly("vendor-device.yaml");
    }

    @Test
    void aJsonDocumentIsNamedSo() {
        Path file = new DocumentDirectory(directory).write(DOCUMENT, "a.json", false);
        assertThat(file).content().startsWith("{");
        assertThat(DocumentFile.read(file).document()).contains(DOCUMENT);
    }

    @Test
    void aFileIsReplacedOnlyWhenThatIsAskedFor() throws IOException {
        DocumentDirectory documents = new DocumentDirectory(directory);
        Path file = documents.write(DOCUMENT, "a", false);
        Files.writeString(file, "somebody else's");
        assertThatThrownBy(() -> documents.write(DOCUMENT, "a", false))
                .hasMessageContaining("there is a file of this name");
        assertThat(file).content().isEqualTo("somebody else's");
        Path again = documents.write(DOCUMENT, "a", true);
        assertThat(DocumentFile.read(again).ok()).isTrue();
        assertThat(names(directory)).containsExactly("a.yaml");
    }

    @Test
    void whatBreaksARuleIsNotWritten() throws IOException {
        Document bad =
                new Document("0.3.0", "vendor.com/device", Map.of("a", "b"), DOCUMENT.devices(), ContainerEdits.none());
        assertThatThrownBy(() -> new DocumentDirectory(directory).write(bad, "a", true))
                .hasMessageContaining("at least 0.6.0");
        assertThat(names(directory)).isEmpty();
    }

    @Test
    void aFailureLeavesNothingBehind() throws IOException {
        Files.createDirectories(directory.resolve("a.yaml/in the way"));
        assertThatThrownBy(() -> new DocumentDirectory(directory).write(DOCUMENT, "a", true))
                .hasMessageContaining("cannot be changed");
        assertThat(names(directory)).containsExactly("a.yaml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", ".hidden", "a/b", "../a", "a\nb", "a\u0000b"})
    void aFileNameStaysInTheDirectory(String name) {
        assertThatThrownBy(() -> new DocumentDirectory(directory).write(DOCUMENT, name, true))
                .hasMessageContaining("no document can have this file name");
        assertThatThrownBy(() -> new DocumentDirectory(directory).remove(name))
                .hasMessageContaining("no document can have this file name");
    }

    @Test
    void removingWhatIsNotThereIsDoneAlready() throws IOException {
        DocumentDirectory documents = new DocumentDirectory(directory);
        Path file = documents.write(DOCUMENT, "a", false);
        assertThat(documents.remove("a")).isTrue();
        assertThat(file).doesNotExist();
        assertThat(documents.remove("a")).isFalse();
        assertThat(new DocumentDirectory(directory.resolve("missing")).remove("a"))
                .isFalse();
        assertThat(names(directory)).isEmpty();
    }

    @Test
    void fileNamesTellVendorClassAndPurpose() {
        assertThat(DocumentDirectory.fileNameFor(DOCUMENT, "")).isEqualTo("vendor.com-device");
        assertThat(DocumentDirectory.fileNameFor(DOCUMENT, "pod/1")).isEqualTo("vendor.com-device_pod_1");
    }

    private static List<String> names(Path of) throws IOException {
        try (Stream<Path> files = Files.list(of)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
