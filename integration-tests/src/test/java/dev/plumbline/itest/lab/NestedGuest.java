package dev.plumbline.itest.lab;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.host.Deadline;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.runtime.vmm.qemu.QmpClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A VM inside the lab, into which the lab's functions are plugged. It has three root ports, {@code rp0} to {@code rp2}, and
 * by itself only firmware: that gives the ports their buses, and then nobody is there who would agree to an unplug.
 * Closing ends it by its process id.
 */
final class NestedGuest implements AutoCloseable {
    static final int PORTS = 3;

    private static final Duration UP = Duration.ofSeconds(60);

    private final Process process;
    private final Path directory;

    private NestedGuest(Process process, Path directory) {
        this.process = process;
        this.directory = directory;
    }

    /**
     * Starts one and waits until the firmware has given each root port a bus.
     *
     * @param directory an empty directory, for its sockets and what it prints
     * @param more QEMU options besides
     */
    static NestedGuest start(Path directory, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "qemu-system-x86_64",
                "-nodefaults",
                "-no-user-config",
                "-no-reboot",
                "-display",
                "none",
                "-M",
                "q35,usb=off,vmport=off,smbus=off,sata=off,hpet=off",
                "-accel",
                "tcg",
                "-cpu",
                "qemu64",
                "-m",
                "256",
                "-qmp",
                "unix:" + directory.resolve("qmp") + ",server=on,wait=off",
                "-serial",
                "file:" + directory.resolve("serial.log")));
        for (int i = 0; i < PORTS; i++) {
            command.add("-device");
            command.add("pcie-root-port,id=rp%d,chassis=%d,slot=%d".formatted(i, i + 1, i));
        }
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("qemu.log").toFile())
                .start();
        NestedGuest guest = new NestedGuest(process, directory);
        try {
            guest.awaitBuses(Deadline.after(UP));
            return guest;
        } catch (RuntimeException | InterruptedException | Error e) {
            guest.close();
            throw e;
        }
    }

    private void awaitBuses(Deadline deadline) throws InterruptedException {
        while (!Files.exists(qmp())) {
            pause("the monitor is not there", deadline);
        }
        try (QmpClient monitor = connect(deadline)) {
            while (ports(monitor, deadline).filter(NestedGuest::hasBus).count() < PORTS) {
                pause("the firmware has not numbered the buses", deadline);
            }
        }
    }

    /** QEMU makes the socket before it listens there. */
    private QmpClient connect(Deadline deadline) throws InterruptedException {
        while (true) {
            try {
                return QmpClient.connect(qmp(), deadline);
            } catch (PlumblineException e) {
                pause(e.getMessage(), deadline);
            }
        }
    }

    private void pause(String why, Deadline deadline) throws InterruptedException {
        if (!process.isAlive() || deadline.passed()) {
            throw new IllegalStateException("the nested guest is not up: " + why + "\n" + log());
        }
        Thread.sleep(50);
    }

    private static Stream<JsonNode> ports(QmpClient monitor, Deadline deadline) {
        return functions(monitor, deadline)
                .filter(function -> function.path("qdev_id").asText().matches("rp\\d"));
    }

    private static boolean hasBus(JsonNode port) {
        return port.at("/pci_bridge/bus/secondary").asInt() != 0;
    }

    /** {@return the PCI functions that QEMU reports, those behind root ports too} */
    static Stream<JsonNode> functions(QmpClient monitor, Deadline deadline) {
        return all(monitor.execute("query-pci", Map.of(), deadline));
    }

    private static Stream<JsonNode> all(JsonNode buses) {
        Stream.Builder<JsonNode> found = Stream.builder();
        for (JsonNode bus : buses) {
            collect(bus.path("devices"), found);
        }
        return found.build();
    }

    private static void collect(JsonNode devices, Stream.Builder<JsonNode> found) {
        for (JsonNode device : devices) {
            found.add(device);
            collect(device.at("/pci_bridge/devices"), found);
        }
    }

    /** {@return the socket of the monitor, which serves one client at a time} */
    Path qmp() {
        return directory.resolve("qmp");
    }

    /** {@return QEMU's process id} */
    long pid() {
        return process.pid();
    }

    /** {@return what the guest has written to its serial port} */
    Path serial() {
        return directory.resolve("serial.log");
    }

    /** {@return what QEMU printed} */
    String log() {
        try {
            return Files.readString(directory.resolve("qemu.log")).strip();
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
