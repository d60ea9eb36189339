package dev.plumbline.vhostuser;

import dev.plumbline.vhostuser.port.PacketPort;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The loops of one connection: a thread a queue pair, from when the pair is first of use. For the connection's thread. */
final class QueueLoops implements AutoCloseable {
    private final PacketPort port;
    private final int busyPollMicros;
    private final RingObserver observer;
    private final @Nullable QueueLoop[] loops;

    QueueLoops(PacketPort port, int busyPollMicros, RingObserver observer) {
        this.port = port;
        this.busyPollMicros = busyPollMicros;
        this.observer = observer;
        this.loops = new QueueLoop[port.queues()];
    }

    /** {@return whether a pair has been of use} */
    boolean has(int pair) {
        return loops[pair] != null;
    }

    /**
     * {@return the loop of a pair}
     *
     * @param setUp what is done first on the thread of a new one
     */
    QueueLoop get(int pair, Consumer<QueueLoop> setUp) {
        QueueLoop loop = loops[pair];
        if (loop == null) {
            loop = new QueueLoop(pair, port.queue(pair), busyPollMicros, observer);
            loops[pair] = loop;
            run(loop, setUp);
        }
        return loop;
    }

    /** Does something on the thread of each, one after the other. */
    void each(Consumer<QueueLoop> task) {
        for (QueueLoop loop : loops) {
            if (loop != null) {
                run(loop, task);
            }
        }
    }

    private static void run(QueueLoop loop, Consumer<QueueLoop> task) {
        boolean unused = loop.call(() -> {
            task.accept(loop);
            return true;
        });
    }

    /** {@return what all pairs have counted, also after they have ended} */
    Traffic.Count sum(Function<QueuePair, Traffic> direction) {
        Traffic.Count sum = Traffic.Count.ZERO;
        for (QueueLoop loop : loops) {
            sum = loop == null ? sum : sum.plus(direction.apply(loop.pair()).count());
        }
        return sum;
    }

    @Override
    public void close() {
        for (QueueLoop loop : loops) {
            if (loop != null) {
                loop.close();
            }
        }
    }
}
