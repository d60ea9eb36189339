package dev.plumbline.vhostuser;

import dev.plumbline.host.Fd;
import dev.plumbline.host.syscall.EventFds;
import dev.plumbline.vhostuser.ring.Ring;
import org.jspecify.annotations.Nullable;

/** One ring as its loop sees it. Touched by the loop's thread only. */
final class LoopRing {
    /** This many kicks with nothing to see mean that we look at other memory than the guest writes to. */
    private static final int SUSPICIOUS_KICKS = 4;

    final int index;

    @Nullable
    Ring ring;

    @Nullable
    Fd kick;

    @Nullable
    Fd call;

    @Nullable
    Fd error;

    boolean polled;
    boolean enabled;
    /** Where it goes on, while it is stopped. */
    int position;

    private boolean moved;
    private int idleKicks;
    private boolean faultTold;

    LoopRing(int index) {
        this.index = index;
    }

    void start(Ring opened, int at) {
        ring = opened;
        position = at;
        moved = false;
        idleKicks = 0;
        faultTold = false;
        opened.disableNotifications();
    }

    /** Stops, if it runs. Returns where it goes on. */
    int stop() {
        Ring running = ring;
        if (running != null) {
            position = running.position();
            ring = null;
        }
        return position;
    }

    /** {@return where it is, for people} */
    int index() {
        Ring running = ring;
        return running == null ? position : running.space().index(running.position());
    }

    boolean runs() {
        return ring != null;
    }

    /** Shows the guest what was put back, and wakes it if it wants that. */
    void publish(Ring running) {
        moved = true;
        Fd wake = call;
        if (running.publish() && wake != null) {
            EventFds.signal(wake);
        }
    }

    /** Tells the guest to look, in case it waits for a call that was lost with the descriptor before. */
    void signal() {
        Fd wake = call;
        if (wake != null) {
            EventFds.signal(wake);
        }
    }

    void signalError() {
        Fd wake = error;
        if (wake != null) {
            EventFds.signal(wake);
        }
    }

    /** The guest has kicked. Returns whether it did so often with nothing to show for it. */
    boolean kicked() {
        Fd fd = kick;
        if (fd != null) {
            EventFds.drain(fd);
        }
        return !moved && (position & 0x7fff) == 0 && ++idleKicks == SUSPICIOUS_KICKS;
    }

    /** {@return true once, for the first bad packet} */
    boolean tellsFault() {
        boolean first = !faultTold;
        faultTold = true;
        return first;
    }
}
