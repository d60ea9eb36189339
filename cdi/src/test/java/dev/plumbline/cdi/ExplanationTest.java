package dev.plumbline.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why a name does or does not resolve. */
class ExplanationTest {
    @TempDir
    private Path root;

    private Directories files;

    @BeforeEach
    void make() {
        files = new Directories(root);
    }

    @Test
    void whatResolvesSaysWhereAndWhatItHides() {
        Path etc = files.put(files.etc(), "a.yaml", Directories.document("dev1"));
        Path run = files.put(files.run(), "b.yaml", Directories.document("dev0", "dev1"));
        Explanation why = why("vendor1.com/device=dev1");
        assertThat(why.resolved()).isTrue();
        assertThat(why.file()).isEqualTo(run.toString());
        assertThat(codes(why)).containsExactly("RESOLVED", "SHADOWS");
        assertThat(why.reasons().get(0).text()).contains("/devices/1");
        assertThat(why.reasons().get(1).text()).contains(etc.toString());
        assertThat(why.nearest()).isEmpty();
    }

    @Test
    void aDeviceThatIsNotThereHasNeighbours() {
        files.put(files.etc(), "a.yaml", Directories.document("gpu0", "gpu1", "gpu10"));
        Explanation why = why("vendor1.com/device=gpu2");
        assertThat(why.resolved()).isFalse();
        assertThat(why.file()).isNull();
        assertThat(codes(why)).containsExactly("NO_SUCH_DEVICE", "SEARCHED", "DIRECTORY_MISSING");
        assertThat(why.nearest())
                .containsExactly("vendor1.com/device=gpu0", "vendor1.com/device=gpu1", "vendor1.com/device=gpu10");
    }

    @Test
    void aWrongClassOrVendorIsSaid() {
        files.put(files.etc(), "a.yaml", Directories.document("dev1"));
        assertThat(codes(why("vendor1.com/gpu=dev1"))).startsWith("NO_SUCH_CLASS");
        assertThat(codes(why("vendor9.com/device=dev1"))).startsWith("NO_SUCH_VENDOR");
        assertThat(why("vendor9.com/device=dev1").nearest()).containsExactly("vendor1.com/device=dev1");
        assertThat(why("another.example/thing=x").nearest()).isEmpty();
    }

    @Test
    void noDocumentsAtAllIsSaid() {
        assertThat(codes(why("vendor1.com/device=dev1")))
                .containsExactly("NO_DOCUMENTS", "DIRECTORY_MISSING", "DIRECTORY_MISSING");
    }

    @Test
    void aTextThatIsNoNameStillHasNeighbours() {
        files.put(files.etc(), "a.yaml", Directories.document("dev1"));
        Explanation why = why("vendor1.com/device");
        assertThat(codes(why)).startsWith("BAD_NAME");
        assertThat(why.nearest()).containsExactly("vendor1.com/device=dev1");
    }

    @Test
    void aConflictNamesTheFiles() {
        Path low = files.put(files.etc(), "low.yaml", Directories.document("dev1"));
        Path one = files.put(files.run(), "a.yaml", Directories.document("dev1"));
        Path other = files.put(files.run(), "b.yaml", Directories.document("dev1"));
        Explanation why = why("vendor1.com/device=dev1");
        assertThat(codes(why)).startsWith("CONFLICT", "SHADOWED");
        assertThat(why.reasons().get(0).text()).contains(one.toString(), other.toString());
        assertThat(why.reasons().get(1).text()).contains(low.toString());
    }

    @Test
    void aBrokenFileThatWouldDefineItIsNamedWithItsFault() {
        Path broken = files.put(files.run(), "a.yaml", Directories.document("dev1") + "  - name: x\n");
        Explanation why = why("vendor1.com/device=dev1");
        assertThat(codes(why)).contains("BROKEN_FILE");
        assertThat(text(why, "BROKEN_FILE"))
                .contains(broken.toString(), "would define it", "/devices/1/containerEdits");
    }

    @Test
    void aFileThatCannotBeReadMayDefineIt() {
        files.put(files.run(), "a.yaml", "{");
        assertThat(text(why("vendor1.com/device=dev1"), "BROKEN_FILE")).contains("may define it");
    }

    @Test
    void aVersionThatIsTooLowOrTooNewIsSaidAsSuch() {
        files.put(files.run(), "a.yaml", Directories.document("0"));
        assertThat(text(why("vendor1.com/device=0"), "VERSION_TOO_LOW")).contains("at least 0.5.0", "/devices/0/name");
        files.put(files.run(), "a.yaml", Directories.document("dev1").replace("0.3.0", "2.0.0"));
        assertThat(text(why("vendor1.com/device=dev1"), "UNKNOWN_VERSION")).contains("the newest is 1.1.0");
    }

    @Test
    void aFileOfAnotherNameIsNoticed() {
        files.put(files.run(), "vendor.yml", Directories.document("dev1"));
        assertThat(text(why("vendor1.com/device=dev1"), "IGNORED_FILE")).contains("vendor.yml is not read");
    }

    @Test
    void thousandsOfNamesAreComparedInNoTime() {
        files.put(
                files.etc(),
                "a.yaml",
                Directories.document(
                        IntStream.range(0, 4000).mapToObj(i -> "dev" + i).toArray(String[]::new)));
        Explanation why = why("vendor1.com/device=" + "x".repeat(100_000));
        assertThat(why.nearest()).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({
        "a, a, 0",
        "abc, ABC, 0",
        "abc, acb, 1",
        "abc, ab, 1",
        "abc, abcd, 1",
        "abc, axc, 1",
        "'', abc, 3",
        "gpu0, gup1, 2"
    })
    void distanceCountsLetters(String one, String other, int distance) {
        assertThat(Nearest.distance(one, other)).isEqualTo(distance);
        assertThat(Nearest.distance(other, one)).isEqualTo(distance);
    }

    private Explanation why(String name) {
        return files.registry().why(name);
    }

    private static List<String> codes(Explanation why) {
        return why.reasons().stream().map(Explanation.Reason::code).toList();
    }

    private static String text(Explanation why, String code) {
        return why.reasons().stream()
                .filter(reason -> reason.code().equals(code))
                .map(Explanation.Reason::text)
                .findFirst()
                .orElseThrow();
    }
}
