package dev.plumbline.host;

import dev.plumbline.host.syscall.Syscalls;
import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An owned file descriptor. Whoever holds it closes it; closing twice does nothing; {@link #release} hands the number to
 * somebody else and empties the handle. A handle that becomes garbage while open is closed and reported, since that is a
 * defect in the code that lost it. Thread-safe.
 */
public final class Fd implements AutoCloseable {
    private static final Cleaner CLEANER = Cleaner.create();
    private static final System.Logger LOG = System.getLogger(Fd.class.getName());
    private static final int EMPTY = -1;

    private final Owned number;
    private final Cleaner.Cleanable cleanable;

    private Fd(int value) {
        this.number = new Owned(value);
        this.cleanable = CLEANER.register(this, number);
    }

    /** Takes ownership of an open descriptor number. */
    public static Fd own(int value) {
        if (value < 0) {
            throw new IllegalArgumentException("not a descriptor: " + value);
        }
        return new Fd(value);
    }

    /**
     * {@return the descriptor number}
     *
     * @throws IllegalStateException when closed or released
     */
    public int value() {
        int value = number.get();
        if (value == EMPTY) {
            throw new IllegalStateException("the descriptor is closed");
        }
        return value;
    }

    /** {@return whether this handle still owns a descriptor} */
    public boolean isOpen() {
        return number.get() != EMPTY;
    }

    /** Gives the descriptor away: returns its number, which the caller now owns. */
    public int release() {
        int value = number.getAndSet(EMPTY);
        if (value == EMPTY) {
            throw new IllegalStateException("the descriptor is closed");
        }
        cleanable.clean();
        return value;
    }

    @Override
    public void close() {
        int value = number.getAndSet(EMPTY);
        if (value != EMPTY) {
            Syscalls.close(value);
            cleanable.clean();
        }
    }

    @Override
    public String toString() {
        int value = number.get();
        return value == EMPTY ? "closed descriptor" : "descriptor " + value;
    }

    /** The number apart from the handle, so that the cleaner can see it after the handle is gone. */
    private static final class Owned extends AtomicInteger implements Runnable {
        private static final long serialVersionUID = 1L;

        Owned(int value) {
            super(value);
        }

        @Override
        public void run() {
            int value = getAndSet(EMPTY);
            if (value != EMPTY) {
                LOG.log(System.Logger.Level.ERROR, "descriptor {0} was lost while open; closed now", value);
                Syscalls.close(value);
            }
        }
    }
}
