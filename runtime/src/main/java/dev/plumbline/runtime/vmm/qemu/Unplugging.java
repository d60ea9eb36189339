package dev.plumbline.runtime.vmm.qemu;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.host.Deadline;
import dev.plumbline.host.Problem;
import dev.plumbline.runtime.vmm.qemu.Addition.TakeBack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Unplugs one device: asks the guest to let it go, waits until it has, removes its back-end. The request is made
 * again and again until the deadline, since a guest that is still booting may lose it. QEMU 7.2 refuses to repeat one
 * that it thinks pending, and then only another hot-plug event, or the guest's restart, makes the guest look.
 */
final class Unplugging {
    private static final Duration BETWEEN_REQUESTS = Duration.ofSeconds(2);

    private final QmpClient qmp;
    private final String device;
    private final List<TakeBack> backEnd;
    private final Deadline deadline;

    /**
     * Prepares for unplugging a device.
     *
     * @param backEnd the commands that remove the device's back-end
     */
    Unplugging(QmpClient qmp, String device, List<TakeBack> backEnd, Deadline deadline) {
        this.qmp = qmp;
        this.device = device;
        this.backEnd = backEnd;
        this.deadline = deadline;
    }

    void run() {
        refuseBeforeTheFirstInstruction();
        long mark = qmp.eventMark();
        while (requestRemoval()) {
            Deadline turn = deadline.within(BETWEEN_REQUESTS);
            Optional<JsonNode> answer = qmp.awaitEvent(mark, this::isAboutTheDevice, turn);
            if (answer.isPresent()) {
                checkThatGuestAgreed(answer.get());
                break;
            }
            if (deadline.passed()) {
                throw notLetGo();
            }
        }
        backEnd.forEach(this::remove);
    }

    private void remove(TakeBack part) {
        try {
            qmp.execute(part.command(), Map.of(part.argument(), part.value()), deadline);
        } catch (QmpException e) {
            if (!e.isAbsent() && !e.isInUse()) {
                throw e;
            }
        }
    }

    /** A request to a guest that has not begun to boot would be lost for certain, and could not be repeated. */
    private void refuseBeforeTheFirstInstruction() {
        if (status(deadline).equals("prelaunch") && new QemuTopology(qmp, deadline).has(device)) {
            throw Problem.refused("UNPLUG_NOT_ANSWERED", device, "only a running guest can let a device go")
                    .because("the machine's status is 'prelaunch'")
                    .fix("let the machine run ('cont' in its monitor) and its guest boot, or end the machine")
                    .exception();
        }
    }

    private String status(Deadline time) {
        return qmp.execute("query-status", Map.of(), time).path("status").asText();
    }

    /** Asks once; returns whether the device is still there to be waited for. */
    private boolean requestRemoval() {
        try {
            qmp.execute("device_del", Map.of("id", device), deadline);
            return true;
        } catch (QmpException e) {
            if (e.isAbsent()) {
                return false;
            }
            if (isPending(e)) {
                return true;
            }
            throw e;
        }
    }

    /** QEMU's error class is the same for all; only its text says that an earlier request is still with the guest. */
    private static boolean isPending(QmpException e) {
        return e.text().contains("process of unplug") || e.text().contains("guest is busy");
    }

    /** Another event of the same name, about the device's inner half, carries no id. */
    private boolean isAboutTheDevice(JsonNode event) {
        String name = event.path("event").asText();
        return (name.equals("DEVICE_DELETED") || name.equals("DEVICE_UNPLUG_GUEST_ERROR"))
                && event.path("data").path("device").asText().equals(device);
    }

    private void checkThatGuestAgreed(JsonNode event) {
        if (!event.path("event").asText().equals("DEVICE_DELETED")) {
            throw Problem.refused("UNPLUG_REFUSED", device, "the guest refused to let the device go")
                    .because(event.path("data").toString())
                    .fix("see the guest's kernel log")
                    .exception();
        }
    }

    private RuntimeException notLetGo() {
        String status;
        try {
            status = status(Deadline.after(Duration.ofSeconds(1)));
        } catch (RuntimeException e) {
            status = "unknown";
        }
        return Problem.refused(
                        "UNPLUG_NOT_ANSWERED",
                        device,
                        "the guest did not let the device go within "
                                + deadline.whole().toMillis() + " ms")
                .because("QEMU asked it to, and the machine's status is '" + status + "'")
                .fix("a guest that has not booted, is paused or has no PCI hot-plug driver does not answer; let it run,"
                        + " then try again; if it was asked while booting, plug another device in to make it look; a guest without an"
                        + " operating system lets go when it is reset ('system_reset' in its monitor)")
                .exception();
    }
}
