package dev.plumbline.runtime;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * What can be done with sandboxes: by {@link Plumbline} in this process, or by a service that does it for its clients. Every
 * method throws {@link dev.plumbline.host.PlumblineException}, whose kind says what the failure means; it is the same
 * by both ways.
 */
public interface Sandboxes extends AutoCloseable {
    /**
     * Says what {@link #attach} would do with a namespace, step by step. Changes nothing.
     *
     * @param netns a path, or a name under {@code /run/netns}
     */
    SandboxReport plan(String netns, SandboxPolicy policy);

    /**
     * Attaches a namespace: every link of it becomes a NIC. When the sandbox is attached already in the same way, looks
     * at each step, does again what is missing, and follows what the pod's links, addresses, routes, neighbours and rules
     * have become since. Throws UNDONE when a step failed and all was taken back; REFUSED or NOT_FOUND when nothing was
     * begun.
     */
    SandboxReport attach(AttachRequest request);

    /**
     * Plugs in one thing more. What is there already is left alone, also when this fails. Throws NOT_FOUND when there is no
     * such sandbox, link or device; REFUSED when it cannot be carried, is in use, or the VM has no room; UNDONE when a step
     * failed and what was done was taken back.
     */
    SandboxReport plug(String sandbox, Pluggable what, Duration timeout);

    /** Carries one more link of the sandbox's namespace into the guest. Throws as {@link #plug} does. */
    default SandboxReport plugLink(String sandbox, String link, Duration timeout) {
        return plug(sandbox, new Pluggable.Link(link), timeout);
    }

    /**
     * Takes one NIC or device out of the guest and waits until the guest has let it go. A NIC's link is left alone from then
     * on, until {@link #plugLink} is called for it; a device goes with all of its IOMMU group, back to the drivers that the
     * host had for them. Throws NOT_FOUND when there is no such sandbox, NIC or device; NOT_UNDONE when the guest did not let
     * go in time, and {@link #recover} can go on.
     *
     * @param id the NIC's or the device's id in the sandbox's report
     */
    SandboxReport unplug(String sandbox, String id, Duration timeout);

    /**
     * Takes back all that {@link #attach} did. Throws NOT_FOUND when there is no such sandbox; NOT_UNDONE when something
     * could not be taken back.
     */
    SandboxReport detach(String sandbox, Duration timeout);

    /** {@return a sandbox as it was attached; does not look at the host} */
    SandboxReport show(String sandbox);

    /** {@return every sandbox, by name} */
    List<SandboxReport> list();

    /** Looks again: is everything still as attached? */
    VerifyReport verify(String sandbox, Duration timeout);

    /** Undoes an attach that never finished, finishes a detach that did not; leaves a whole sandbox alone. */
    RecoveryReport recover(String sandbox, Duration timeout);

    /** Recovers every sandbox. One that fails does not keep the others from being recovered; its failure is thrown. */
    List<RecoveryReport> recoverAll(Duration timeout);

    /**
     * Follows a sandbox's namespace until the watch is closed or the sandbox is detached. Returns at once; {@code watching}
     * comes once the sandbox has been brought up to date, and what that took is told before it.
     *
     * @param listener called by one thread at a time, which must not be kept for long
     */
    Watch watch(String sandbox, Consumer<SandboxEvent> listener);

    /** Gives up what the way to the sandboxes holds; the sandboxes stay as they are. Idempotent. */
    @Override
    void close();

    /** A namespace that is being followed. */
    interface Watch extends AutoCloseable {
        /**
         * Waits until the watch is over.
         *
         * @throws dev.plumbline.host.PlumblineException when it ended for another reason than that the sandbox was detached
         *     or that it was closed
         */
        void await() throws InterruptedException;

        /** Ends the watch; the sandbox stays as it is. Idempotent. */
        @Override
        void close();
    }
}
