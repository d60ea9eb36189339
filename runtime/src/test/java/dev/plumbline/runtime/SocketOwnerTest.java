package dev.plumbline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketOwnerTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"rwx------, true", "rwxr-xr-x, true", "rwxrwxr-x, false", "rwxr-xrwx, false"})
    void aDirectoryThatOthersMayWriteToIsNotTrusted(String mode, boolean trusted) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(mode));
        assertThat(SocketOwner.whyNotTrusted(directory.resolve("vhu.sock")).isEmpty())
                .isEqualTo(trusted);
    }

    @Test
    void aStrangersDirectoryIsNotTrusted() throws IOException {
        Files.setAttribute(directory, "unix:uid", 65_534);
        assertThat(SocketOwner.whyNotTrusted(directory.resolve("vhu.sock")))
                .hasValueSatisfying(why -> assertThat(why).contains(directory.toString(), "memory"));
    }

    @Test
    void aStrangersLinkIsNotTrustedWhereverItLeads() throws IOException {
        Path good = Files.createDirectory(directory.resolve("good"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), good);
        assertThat(SocketOwner.whyNotTrusted(link.resolve("vhu.sock"))).isEmpty();
        Files.setAttribute(link, "unix:uid", 65_534, LinkOption.NOFOLLOW_LINKS);
        assertThat(SocketOwner.whyNotTrusted(link.resolve("vhu.sock")))
                .hasValueSatisfying(why -> assertThat(why).contains(link.toString()));
    }

    @Test
    void aDirectoryThatAStrangerMayMoveIsNotTrusted() throws IOException {
        Path open = Files.createDirectory(directory.resolve("open"));
        Path good = Files.createDirectory(open.resolve("good"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(SocketOwner.whyNotTrusted(good.resolve("vhu.sock")))
                .hasValueSatisfying(why -> assertThat(why).contains(open.toString()));
    }

    @Test
    void aDirectoryThatIsNotThereIsNotTrusted() {
        assertThat(SocketOwner.whyNotTrusted(directory.resolve("none/vhu.sock")))
                .hasValueSatisfying(why -> assertThat(why).contains("NoSuchFile"));
    }
}
