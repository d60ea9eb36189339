package dev.plumbline.vfio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.host.Sysroot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What links and disks are used for, from the kernel's own tables. */
class UsageTest {
    @TempDir
    private Path root;

    private void file(String path, String text) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.writeString(root.resolve(path), text);
    }

    private List<String> link(String name) {
        return LinkUsage.read(new Sysroot(root), List.of(name)).getOrDefault(name, List.of());
    }

    private List<String> disk(String name) {
        return DiskUsage.read(new Sysroot(root), List.of(name)).getOrDefault(name, List.of());
    }

    @Test
    void aLinkThatIsDownAndBareIsNotUsed() throws IOException {
        file("sys/class/net/eth1/flags", "0x1002\n");
        assertThat(link("eth1")).isEmpty();
        assertThat(link("eth9")).isEmpty();
    }

    @Test
    void addressesAndRoutesAreNamed() throws IOException {
        file("sys/class/net/eth0/flags", "0x1003\n");
        file("proc/net/route", """
            Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
            eth0\t00000000\t0102000A\t0003\t0\t0\t0\t00000000\t0\t0\t0
            eth0\t0002000A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
            """);
        file("proc/net/fib_trie", """
            Local:
              +-- 0.0.0.0/0 3 0 5
                 |-- 10.0.2.15
                    /32 host LOCAL
                 |-- 127.0.0.1
                    /32 host LOCAL
            """);
        file("proc/net/if_inet6", """
            fd000000000000000000000000000002 02 40 00 80     eth0
            fe800000000000005054 02 40 00 80     eth0
            fe80000000000000505400fffe123456 02 40 20 80     eth0
            """);
        assertThat(link("eth0"))
                .containsExactly(
                        "carries the default route", "has the address 10.0.2.15", "has the address fd00::2", "is up");
    }

    @Test
    void aPartOfABridgeOrBondIsUsed() throws IOException {
        file("sys/class/net/eth1/flags", "0x1002\n");
        Files.createSymbolicLink(root.resolve("sys/class/net/eth1/master"), Path.of("../br0"));
        assertThat(link("eth1")).containsExactly("is part of br0");
    }

    @Test
    void addressesAreShortenedAsPeopleWriteThem() {
        assertThat(LinkUsage.colons("fd000000000000000000000000000002")).isEqualTo("fd00::2");
        assertThat(LinkUsage.colons("20010db8000000010000000000000001")).isEqualTo("2001:db8:0:1::1");
        assertThat(LinkUsage.colons("00000000000000000000000000000001")).isEqualTo("::1");
        assertThat(LinkUsage.colons("20010db8000100000000000000000000")).isEqualTo("2001:db8:1::");
        assertThat(LinkUsage.colons("20010db8000100020003000000050006")).isEqualTo("2001:db8:1:2:3:0:5:6");
    }

    @Test
    void mountsSwapAndDisksMadeOfADiskCount() throws IOException {
        file("sys/block/sda/dev", "8:0\n");
        file("sys/block/sda/sda1/dev", "8:1\n");
        file("sys/block/sda/sda2/dev", "8:2\n");
        file("sys/block/sda/sda3/dev", "8:3\n");
        file("sys/block/sda/sda3/holders/dm-0/dev", "253:0\n");
        file("sys/block/dm-0/dev", "253:0\n");
        file("sys/block/dm-0/holders/dm-0/dev", "253:0\n");
        file("proc/self/mountinfo", """
            22 1 8:1 / /boot rw,relatime shared:1 - ext4 /dev/root rw
            23 1 0:40 / /data rw - btrfs /dev/mapper/vg-data rw
            24 1 253:0 / /var\\040lib rw - xfs /dev/mapper/vg-var rw
            garbage
            """);
        file("proc/swaps", "Filename\tType\tSize\tUsed\tPriority\n/dev/sda2 partition 1 0 -2\n");
        assertThat(disk("sda"))
                .containsExactly(
                        "sda1 is mounted on /boot",
                        "sda2 is swapped to",
                        "sda3 is part of dm-0",
                        "dm-0 is mounted on /var lib",
                        "dm-0 is part of dm-0");
        assertThat(disk("sdb")).isEmpty();
    }

    @Test
    void aPathOfAMultipathNvmeStandsForItsDisk() {
        assertThat(ClassLinks.nvmeDisk("nvme0n1")).isEqualTo("nvme0n1");
        assertThat(ClassLinks.nvmeDisk("nvme0c3n1")).isEqualTo("nvme0n1");
        assertThat(ClassLinks.nvmeDisk("nvme0n1p2")).isNull();
        assertThat(ClassLinks.nvmeDisk("nvme0")).isNull();
    }
}
