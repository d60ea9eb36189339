package dev.plumbline.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SandboxQueuesTest {
    private final SandboxQueues queues = new SandboxQueues();

    @Test
    void oneSandboxWaitsForItselfAndNotForOthers() throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch other = new CountDownLatch(1);
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        queues.run("a", () -> await(gate));
        for (int i = 0; i < 100; i++) {
            int number = i;
            queues.run("a", () -> order.add(number));
        }
        queues.run("b", other::countDown);
        assertThat(other.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(order).isEmpty();
        assertThat(queues.depth()).isEqualTo(100);
        assertThat(queues.drain(10)).isFalse();

        gate.countDown();
        assertThat(queues.drain(10_000)).isTrue();
        assertThat(order).hasSize(100).isSorted();
        assertThat(queues.depth()).isZero();
    }

    @Test
    void whatFailsDoesNotKeepTheNextFromItsTurn() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        queues.run("a", () -> {
            throw new AssertionError("a failure that the test wants");
        });
        queues.run("a", done::countDown);
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
