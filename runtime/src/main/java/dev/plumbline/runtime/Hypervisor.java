package dev.plumbline.runtime;

import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.runtime.vmm.VirtualMachine;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The sandbox's VM while one operation works with it. Connecting is put off until a step needs it, and a VM that is no
 * more can be told from one that does not answer: what was plugged into the former is gone and needs no undoing.
 */
final class Hypervisor implements AutoCloseable {
    private final Supplier<VirtualMachine> connect;
    private @Nullable VirtualMachine machine;
    private boolean plugged;

    Hypervisor(Supplier<VirtualMachine> connect) {
        this.connect = connect;
    }

    /** {@return the machine; connects now if that was not done yet} */
    VirtualMachine machine() {
        if (machine == null) {
            machine = connect.get();
        }
        return machine;
    }

    /** {@return the machine, or nothing when its monitor's socket has no process behind it any more} */
    Optional<VirtualMachine> ifRunning() {
        try {
            return Optional.of(machine());
        } catch (PlumblineException e) {
            if (e.problem().kind() == Problem.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Does something with the machine; nothing when it is no more, also when it ends meanwhile: what was plugged into it is
     * gone then.
     */
    void ifRunning(Consumer<VirtualMachine> action) {
        Optional<VirtualMachine> running = ifRunning();
        try {
            running.ifPresent(action);
        } catch (PlumblineException e) {
            if (running.isEmpty() || running.get().isConnected()) {
                throw e;
            }
            close();
            machine = null;
            if (ifRunning().isPresent()) {
                throw e; // only the connection has ended
            }
        }
    }

    /** Remembers that this operation plugged a NIC in. */
    void notePlugged() {
        plugged = true;
    }

    /** {@return whether this operation plugged a NIC in: what the guest was told of NICs before is gone with them} */
    boolean hasPlugged() {
        return plugged;
    }

    @Override
    public void close() {
        if (machine != null) {
            machine.close();
        }
    }
}
