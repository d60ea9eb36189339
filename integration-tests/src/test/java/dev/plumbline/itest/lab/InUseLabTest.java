package dev.plumbline.itest.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.host.Problem;
import dev.plumbline.host.Problem.Kind;
import dev.plumbline.runtime.demo.Shell;
import dev.plumbline.vfio.BindPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody uses is not taken away, whoever uses it. */
@Tag("lab")
class InUseLabTest extends LabBed {
    private static final BindPolicy FORCE = new BindPolicy(false, true, null);
    private static final BindPolicy ONLY = new BindPolicy(true, false, null);
    private static final Path DISK = Path.of("/dev/nvme0n1");

    @Test
    void aSiblingWhoseLinkIsInUseIsRefusedUnlessForced() {
        String link = LabFunction.BRIDGED_NIC.netdevs().get(0);
        Shell.run("ip addr add 192.0.2.1/24 dev " + link);
        Shell.run("ip link set " + link + " up");
        try {
            Problem problem = problem(() -> bind(LabFunction.BRIDGED_EDU));
            assertThat(problem.kind()).isEqualTo(Kind.REFUSED);
            assertThat(problem.code()).isEqualTo("IN_USE_NETDEV");
            assertThat(problem.text()).contains(link).contains("192.0.2.1");
            assertThat(problem.fix()).contains("--force");
            assertAsBefore();

            bind(FORCE, LabFunction.BRIDGED_EDU);
            assertThat(LabFunction.BRIDGED_NIC.driver()).isEqualTo("vfio-pci");
            restore(LabFunction.BRIDGED_EDU);
        } finally {
            LabFunction.BRIDGED_NIC.netdevs().forEach(name -> Shell.run("ip link set " + name + " down"));
            LabFunction.BRIDGED_NIC.netdevs().forEach(name -> Shell.run("ip addr flush dev " + name));
        }
    }

    @Test
    void aMountedDiskIsRefusedAndAFreeOneIsBound(@TempDir Path directory) throws Exception {
        Shell.run("mke2fs -q -F -t ext4 " + DISK);
        Shell.run("mount " + DISK + " " + directory);
        try {
            Problem problem = problem(() -> bind(LabFunction.NVME));
            assertThat(problem.kind()).isEqualTo(Kind.REFUSED);
            assertThat(problem.code()).isEqualTo("IN_USE_MOUNT");
            assertThat(problem.text()).contains(directory.toString());
            assertAsBefore();
        } finally {
            Shell.run("umount " + directory);
        }
        bind(LabFunction.NVME);
        assertThat(DISK).doesNotExist();
        restore(LabFunction.NVME);
        assertAsBefore();
        // The driver looks for disks after it has taken the controller.
        for (int i = 0; i < 200 && !Files.exists(DISK); i++) {
            Thread.sleep(50);
        }
        assertThat(DISK).exists();
    }

    @Test
    void aProcessThatHasTheGroupOpenIsNamedAndNothingIsTakenFromIt() throws Exception {
        bind(ONLY, LabFunction.DISPLAY);
        try (NodeHolder holder = NodeHolder.of(LabFunction.DISPLAY.groupNode())) {
            assertThat(show(LabFunction.DISPLAY).holder()).hasToString(holder.toString());
            assertThat(show(LabFunction.DISPLAY).verdict().ok()).isFalse();

            Problem bound = problem(() -> bind(LabFunction.AUDIO));
            assertThat(bound.code()).isEqualTo("IN_USE_VFIO");
            assertThat(bound.text()).contains(holder.toString());
            assertThat(LabFunction.AUDIO.driver()).isEqualTo("snd_hda_intel");

            Problem restored = problem(() -> restore(LabFunction.DISPLAY));
            assertThat(restored.code()).isEqualTo("IN_USE_VFIO");
            assertThat(restored.text()).contains(holder.toString());
            assertThat(LabFunction.DISPLAY.driver()).isEqualTo("vfio-pci");
        }
        restore(LabFunction.DISPLAY);
        assertAsBefore();
    }
}
