package dev.plumbline.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which definition of a device counts, and that files which change are seen. */
class RegistryTest {
    @TempDir
    private Path root;

    private Directories files;
    private Registry registry;

    @BeforeEach
    void make() {
        files = new Directories(root);
        registry = files.registry();
    }

    @Test
    void directoriesThatAreNotThereAreFineAndMayComeLater() {
        assertThat(registry.catalog().names()).isEmpty();
        assertThat(registry.catalog().faults()).isEmpty();
        files.put(files.run(), "vendor1.yaml", Directories.document("dev1"));
        assertThat(registry.catalog().names()).containsExactly("vendor1.com/device=dev1");
    }

    @Test
    void theHigherDirectoryHidesTheLower() {
        Path etc = files.put(files.etc(), "vendor1.yaml", Directories.document("dev1", "dev2"));
        Path run = files.put(files.run(), "other-name.json", """
                {"cdiVersion": "0.3.0", "kind": "vendor1.com/device",
                 "devices": [{"name": "dev1", "containerEdits": {"env": ["A=1"]}}]}""");
        Catalog catalog = registry.catalog();
        assertThat(catalog.names()).containsExactly("vendor1.com/device=dev1", "vendor1.com/device=dev2");
        assertThat(catalog.find("vendor1.com/device=dev1").orElseThrow().file()).isEqualTo(run);
        assertThat(catalog.find("vendor1.com/device=dev1").orElseThrow().priority())
                .isEqualTo(1);
        assertThat(catalog.find("vendor1.com/device=dev2").orElseThrow().file()).isEqualTo(etc);
        assertThat(catalog.usable())
                .extracting(one -> one.name() + " " + one.priority() + " " + catalog.isShadowed(one))
                .containsExactly(
                        "vendor1.com/device=dev1 1 false",
                        "vendor1.com/device=dev1 0 true",
                        "vendor1.com/device=dev2 0 false");
        assertThat(catalog.faults()).isEmpty();
    }

    @Test
    void aConflictTakesAwayThatDeviceOnly() {
        Path one = files.put(files.run(), "vendor1.yaml", Directories.document("dev1", "dev2"));
        Path other = files.put(files.run(), "vendor1-other.yaml", Directories.document("dev1", "dev3"));
        Catalog catalog = registry.catalog();
        assertThat(catalog.names()).containsExactly("vendor1.com/device=dev2", "vendor1.com/device=dev3");
        assertThat(catalog.faults())
                .extracting(fault -> fault.file() + " " + fault.path() + " " + fault.code())
                .containsExactlyInAnyOrder(one + " /devices/0/name CONFLICT", other + " /devices/0/name CONFLICT");
    }

    @Test
    void aConflictInALowerDirectoryHarmsNobody() {
        files.put(files.etc(), "a.yaml", Directories.document("dev1"));
        files.put(files.etc(), "b.yaml", Directories.document("dev1"));
        Path run = files.put(files.run(), "c.yaml", Directories.document("dev1"));
        assertThat(registry.catalog()
                        .find("vendor1.com/device=dev1")
                        .orElseThrow()
                        .file())
                .isEqualTo(run);
    }

    @Test
    void aConflictInAHigherDirectoryDoesNotFallBackToTheLower() {
        files.put(files.etc(), "a.yaml", Directories.document("dev1"));
        files.put(files.run(), "b.yaml", Directories.document("dev1"));
        files.put(files.run(), "c.yaml", Directories.document("dev1"));
        assertThat(registry.catalog().find("vendor1.com/device=dev1")).isEmpty();
    }

    @Test
    void aBrokenFileHidesNoGoodOne() throws IOException {
        files.put(files.run(), "a-broken.yaml", "cdiVersion: [");
        files.put(files.run(), "b-empty.json", "");
        files.put(
                files.run(),
                "c-invalid.yaml",
                "cdiVersion: \"0.3.0\"\nkind: vendor1.com/device\ndevices: [{name: dev1}]\n");
        Files.createSymbolicLink(files.run().resolve("d-dangling.yaml"), root.resolve("nowhere"));
        Files.createDirectory(files.run().resolve("e-directory.yaml"));
        Path good = files.put(files.run(), "z.yaml", Directories.document("dev1"));
        assertThat(registry.catalog()
                        .find("vendor1.com/device=dev1")
                        .orElseThrow()
                        .file())
                .isEqualTo(good);
        assertThat(registry.catalog().faults())
                .extracting(fault -> fault.file().getFileName() + " " + fault.path() + " " + fault.code())
                .containsExactly(
                        "a-broken.yaml  SYNTAX",
                        "b-empty.json  EMPTY",
                        "c-invalid.yaml /devices/0/containerEdits EMPTY_EDITS",
                        "d-dangling.yaml  UNREADABLE",
                        "e-directory.yaml  UNREADABLE");
    }

    @Test
    void aDirectoryThatCannotBeReadHidesNoOther() throws IOException {
        Files.writeString(files.etc(), "a file where a directory ought to be");
        files.put(files.run(), "a.yaml", Directories.document("dev1"));
        assertThat(registry.catalog().names()).containsExactly("vendor1.com/device=dev1");
        assertThat(registry.catalog().faults()).extracting(CatalogFault::code).containsExactly("DIRECTORY_UNREADABLE");
    }

    @Test
    void onlyDocumentsOfTheDirectoryItselfAreRead() throws IOException {
        files.put(files.run(), "a.yml", Directories.document("dev1"));
        files.put(files.run(), "b.yaml.bak", Directories.document("dev2"));
        files.put(files.run().resolve("sub.d"), "c.yaml", Directories.document("dev3"));
        Path elsewhere = files.put(root.resolve("elsewhere"), "d.yaml", Directories.document("dev4"));
        Files.createSymbolicLink(files.run().resolve("link.yaml"), elsewhere);
        assertThat(registry.catalog().names()).containsExactly("vendor1.com/device=dev4");
        assertThat(registry.catalog()
                        .find("vendor1.com/device=dev4")
                        .orElseThrow()
                        .file())
                .isEqualTo(files.run().resolve("link.yaml"));
    }

    @Test
    void twoNamesOfOneFileAreNoConflict() throws IOException {
        Path file = files.put(files.run(), "b.yaml", Directories.document("dev1"));
        Files.createSymbolicLink(files.run().resolve("a.yaml"), file);
        Files.createLink(files.run().resolve("c.yaml"), file);
        assertThat(registry.catalog().names()).containsExactly("vendor1.com/device=dev1");
        assertThat(registry.catalog().faults()).isEmpty();
    }

    @Test
    void aDirectoryThatIsNamedTwiceHasItsHigherPlace() throws IOException {
        files.put(files.run(), "a.yaml", Directories.document("dev1"));
        Path link = Files.createSymbolicLink(root.resolve("link"), files.run());
        Registry twice = Registry.of(List.of(files.run(), files.etc(), link));
        assertThat(twice.directories()).containsExactly(files.etc(), link);
        assertThat(twice.catalog().find("vendor1.com/device=dev1").orElseThrow().priority())
                .isEqualTo(1);
    }

    @Test
    void aFileThatIsAddedChangedOrRemovedIsSeen() throws IOException {
        Path file = files.put(files.etc(), "a.yaml", Directories.document("dev1"));
        assertThat(registry.catalog().names()).containsExactly("vendor1.com/device=dev1");
        files.put(files.etc(), "a.yaml", Directories.document("dev2"));
        assertThat(registry.catalog().names()).containsExactly("vendor1.com/device=dev2");
        files.put(files.run(), "b.yaml", Directories.document("dev1"));
        assertThat(registry.catalog().names()).containsExactly("vendor1.com/device=dev1", "vendor1.com/device=dev2");
        Files.delete(file);
        assertThat(registry.catalog().names()).containsExactly("vendor1.com/device=dev1");
    }

    @Test
    void aFileThatIsWrittenInPlaceWithTheSameLengthAndTimeIsSeen() throws IOException {
        Path file = files.put(files.etc(), "a.yaml", Directories.document("dev1"));
        for (int i = 0; i < 200; i++) {
            String name = "dev" + (i % 2 + 1);
            Files.writeString(file, Directories.document(name));
            Files.setLastModifiedTime(file, FileTime.fromMillis(0));
            assertThat(registry.catalog().names()).containsExactly("vendor1.com/device=" + name);
        }
    }

    @Test
    void whatALinkLeadsToIsSeen() throws IOException {
        Path target = files.put(root.resolve("elsewhere"), "a.yaml", Directories.document("dev1"));
        Files.createDirectories(files.run());
        Files.createSymbolicLink(files.run().resolve("a.yaml"), target);
        assertThat(registry.catalog().names()).containsExactly("vendor1.com/device=dev1");
        files.put(root.resolve("elsewhere"), "a.yaml", Directories.document("dev2"));
        assertThat(registry.catalog().names()).containsExactly("vendor1.com/device=dev2");
    }

    @Test
    void whatHasNotChangedIsNotReadAgain() throws Exception {
        files.put(files.etc(), "a.yaml", Directories.document("dev1"));
        Catalog before = registry.catalog();
        assertThat(registry.catalog()).isSameAs(before);
        Thread.sleep(250); // by then the file is certainly older than the kernel's clock is coarse
        assertThat(registry.catalog()).isSameAs(before);
    }

    @Test
    void vendorsAndClassesAreListed() {
        files.put(files.etc(), "a.yaml", Directories.ofKind("vendor1.com/device", "dev1"));
        files.put(files.etc(), "b.yaml", Directories.ofKind("vendor2.com/other-device", "dev1"));
        files.put(files.etc(), "c.yaml", Directories.ofKind("vendor2.com/another-device", "dev1"));
        files.put(files.run(), "d.yaml", Directories.ofKind("vendor2.com/device", "dev1"));
        assertThat(registry.catalog().vendors()).containsExactly("vendor1.com", "vendor2.com");
        assertThat(registry.catalog().classes()).containsExactly("another-device", "device", "other-device");
    }

    @Test
    void allNamesThatDoNotResolveAreSaidTogether() {
        files.put(files.etc(), "a.yaml", Directories.document("gpu0", "gpu1"));
        assertThat(registry.resolve(
                        List.of("vendor1.com/device=gpu1", "vendor1.com/device=gpu0", "vendor1.com/device=gpu1")))
                .extracting(Definition::name)
                .containsExactly("vendor1.com/device=gpu1", "vendor1.com/device=gpu0");
        assertThatThrownBy(() -> registry.resolve(
                        List.of("vendor1.com/device=gpu0", "vendor1.com/device=gup1", "other.com/device=x")))
                .isInstanceOfSatisfying(PlumblineException.class, e -> {
                    Problem problem = e.problem();
                    assertThat(problem.kind()).isEqualTo(Problem.Kind.NOT_FOUND);
                    assertThat(problem.code()).isEqualTo("CDI_DEVICE_NOT_FOUND");
                    assertThat(problem.object()).isEqualTo("vendor1.com/device=gup1, other.com/device=x");
                    assertThat(problem.fix())
                            .contains("vendor1.com/device=gpu1")
                            .contains(files.etc().toString(), files.run().toString());
                });
        assertThatThrownBy(() -> registry.resolve(List.of("vendor1.com/device=gpu0", "gpu0")))
                .isInstanceOfSatisfying(
                        PlumblineException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("BAD_NAME"));
    }

    @Test
    void thoseWhoAskWhileFilesChangeSeeOneStateOrTheOther() throws Exception {
        files.put(files.etc(), "a.yaml", Directories.document("dev1"));
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<Integer>> askers = new ArrayList<>();
            Callable<Integer> asker = () -> {
                int asked = 0;
                while (!done.get() || asked == 0) {
                    Definition found =
                            registry.catalog().find("vendor1.com/device=dev1").orElseThrow();
                    assertThat(found.device().name()).isEqualTo("dev1");
                    asked++;
                }
                return asked;
            };
            askers.add(threads.submit(asker));
            askers.add(threads.submit(asker));
            for (int i = 0; i < 200; i++) {
                files.put(files.etc(), "a.yaml", Directories.document("dev1", "dev" + (i + 2)));
                if (i % 10 == 0) {
                    files.put(files.run(), "b.yaml", Directories.document("dev1"));
                }
            }
            done.set(true);
            for (Future<Integer> one : askers) {
                assertThat(one.get(20, TimeUnit.SECONDS)).isPositive();
            }
        } finally {
            done.set(true);
            threads.shutdownNow();
        }
    }
}
