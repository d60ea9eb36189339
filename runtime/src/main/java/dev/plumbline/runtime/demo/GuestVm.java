package dev.plumbline.runtime.demo;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.Problem;
import dev.plumbline.runtime.agent.GuestNic;
import dev.plumbline.runtime.agent.GuestNic.FoundBy;
import dev.plumbline.runtime.agent.qga.QemuGuestAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A QEMU virtual machine booted from the guest image that {@code bin/setup} builds: a Debian kernel, busybox, iproute2, the
 * QEMU guest agent and a stand-in for Kata's, and a service on TCP port 9000 that answers with the SHA-256 of what it is
 * sent. It starts without a NIC. Closing ends the process and removes its sockets.
 */
public final class GuestVm implements AutoCloseable {
    private static final String KERNEL_ARGUMENTS =
            "quiet loglevel=3 panic=-1 reboot=t tsc=reliable no_timer_check nokaslr"
                    + " mitigations=off random.trust_cpu=on audit=0";

    private final Process process;
    private final Path directory;

    private GuestVm(Process process, Path directory) {
        this.process = process;
        this.directory = directory;
    }

    /** What a VM is booted with. */
    public enum Machine {
        /** PCI Express, with root ports to plug into. */
        Q35("q35,usb=off,vmport=off,smbus=off,sata=off,hpet=off"),
        /** Plain PCI, where every free slot can be plugged into. */
        PC("pc,usb=off,vmport=off,hpet=off");

        private final String options;

        Machine(String options) {
            this.options = options;
        }
    }

    /** {@return the directory of the guest image: {@code PLUMBLINE_GUEST_DIR}, or {@code .cache/guest} of the checkout} */
    public static Path image() {
        String fromEnvironment = System.getenv("PLUMBLINE_GUEST_DIR");
        Path image = fromEnvironment != null
                ? Path.of(fromEnvironment)
                : Path.of(System.getProperty("plumbline.root", ".")).resolve(".cache/guest");
        if (!Files.isReadable(image.resolve("vmlinux"))) {
            throw Problem.notFound("NO_GUEST_IMAGE", image.toString(), "the guest image is not there")
                    .fix("run bin/setup, which builds it")
                    .exception();
        }
        return image;
    }

    /**
     * Starts a VM; {@link #awaitAgent} waits until it is up.
     *
     * @param ports how many NICs can be plugged in (Q35)
     * @param cpus how many processors it has
     * @param accelerator {@code tcg}, or {@code kvm} on a host where guests really run with it
     */
    public static GuestVm start(Machine machine, int ports, int cpus, String accelerator) {
        return start(machine, ports, cpus, accelerator, false);
    }

    /** Starts a Q35 VM whose memory other processes can share, as vhost-user needs it; otherwise the same. */
    public static GuestVm startShared(int ports, int cpus, String accelerator) {
        return start(Machine.Q35, ports, cpus, accelerator, true);
    }

    private static GuestVm start(Machine machine, int ports, int cpus, String accelerator, boolean shared) {
        Path image = image();
        try {
            Path directory = Files.createTempDirectory("plumbline-vm");
            List<String> command = new ArrayList<>(List.of(
                    "qemu-system-x86_64",
                    "-accel",
                    accelerator,
                    "-cpu",
                    accelerator.equals("kvm") ? "host" : "qemu64",
                    "-m",
                    "160",
                    "-smp",
                    Integer.toString(cpus),
                    "-nodefaults",
                    "-no-user-config",
                    "-display",
                    "none",
                    "-no-reboot",
                    "-M",
                    machine.options + (shared ? ",memory-backend=mem" : ""),
                    "-qmp",
                    "unix:" + directory.resolve("qmp") + ",server=on,wait=off",
                    "-device",
                    "virtio-serial-pci,max_ports=4",
                    "-chardev",
                    "socket,id=qga,path=" + directory.resolve("qga") + ",server=on,wait=off",
                    "-device",
                    "virtserialport,chardev=qga,name=org.qemu.guest_agent.0",
                    "-chardev",
                    "socket,id=kata,path=" + directory.resolve("kata") + ",server=on,wait=off",
                    "-device",
                    "virtserialport,chardev=kata,name=plumbline.kata.0",
                    "-chardev",
                    "socket,id=test,path=" + directory.resolve("test") + ",server=on,wait=off",
                    "-device",
                    "virtserialport,chardev=test,name=plumbline.test.0",
                    "-kernel",
                    image.resolve("vmlinux").toString(),
                    "-initrd",
                    image.resolve("initrd.cpio").toString(),
                    "-append",
                    KERNEL_ARGUMENTS));
            if (shared) {
                command.add("-object");
                command.add("memory-backend-memfd,id=mem,size=160M,share=on");
            }
            for (int i = 0; machine == Machine.Q35 && i < ports; i++) {
                String function = i % 8 == 0 ? ",multifunction=on" : "";
                command.add("-device");
                command.add("pcie-root-port,id=rp%d,chassis=%d,slot=%d,addr=%x.%d%s"
                        .formatted(i, i + 1, i, 0x10 + i / 8, i % 8, function));
            }
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
            return new GuestVm(process, directory);
        } catch (IOException e) {
            throw Problem.refused("VM_NOT_STARTED", "qemu-system-x86_64", "QEMU could not be started")
                    .because(e.getMessage())
                    .fix("run bin/setup, which installs it")
                    .exception(e);
        }
    }

    /** Waits until the guest's agent answers. */
    public void awaitAgent(Duration limit) {
        Deadline deadline = Deadline.after(limit);
        RuntimeException last = null;
        while (process.isAlive()) {
            if (deadline.passed()) {
                throw Problem.refused("GUEST_NOT_UP", "guest", "the guest's agent did not answer in time")
                        .because(last == null ? null : last.getMessage())
                        .exception();
            }
            Deadline patience = deadline.within(Duration.ofSeconds(2));
            try (QemuGuestAgent agent = QemuGuestAgent.connect(qga(), patience)) {
                // Connecting reaches QEMU only; an answer comes from the guest.
                agent.find(new GuestNic("ff:ff:ff:ff:ff:ff", null, FoundBy.MAC, "none", 1500, List.of()), patience);
                return;
            } catch (RuntimeException e) {
                last = e;
            }
            pause(50);
        }
        throw Problem.refused("VM_DIED", "qemu-system-x86_64", "QEMU ended before the guest was up")
                .because(log())
                .exception();
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.refused("INTERRUPTED", "guest", "interrupted while waiting for it")
                    .exception(e);
        }
    }

    /** {@return the socket of the monitor} */
    public Path qmp() {
        return directory.resolve("qmp");
    }

    /** {@return the socket of the guest agent's port} */
    public Path qga() {
        return directory.resolve("qga");
    }

    /** {@return the socket of the port where the guest answers as Kata's agent} */
    public Path kata() {
        return directory.resolve("kata");
    }

    /** {@return the socket of the guest's test shell} */
    public Path testShell() {
        return directory.resolve("test");
    }

    /** {@return QEMU's process id} */
    public long pid() {
        return process.pid();
    }

    /** {@return what QEMU printed} */
    public String log() {
        try {
            return Files.readString(directory.resolve("log")).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** {@return whether QEMU runs} */
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        TemporaryFiles.delete(directory);
    }
}
