package dev.plumbline.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    @Test
    void aCancelledWaitEndsLongBeforeItsTime() throws InterruptedException {
        AtomicBoolean cancelled = new AtomicBoolean();
        Deadline deadline = Deadline.after(Duration.ofMinutes(10), cancelled::get);
        Thread later = new Thread(() -> cancelled.set(true));
        LinkedBlockingQueue<String> nothing = new LinkedBlockingQueue<>();
        long began = System.nanoTime();
        later.start();
        String came = deadline.await(millis -> nothing.poll(millis, TimeUnit.MILLISECONDS));
        assertThat(came).isNull();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMinutes(1));
        later.join();
        assertThat(deadline.passed()).isTrue();
        assertThat(deadline.remainingMillis()).isZero();
        assertThatThrownBy(() -> deadline.check("tap0", "the operation")).hasMessageContaining("cancelled");
    }

    @Test
    void whatIsWaitedForIsHadWithoutDelay() throws InterruptedException {
        LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
        queue.add("here");
        Deadline deadline = Deadline.after(Duration.ofSeconds(5), () -> false);
        String came = deadline.await(millis -> queue.poll(millis, TimeUnit.MILLISECONDS));
        assertThat(came).isEqualTo("here");
    }

    @Test
    void takingBackHasItsWholeTimeAgain() {
        Deadline cancelled = Deadline.after(Duration.ofMinutes(1), () -> true);
        assertThat(cancelled.within(Duration.ofSeconds(5)).passed()).isTrue();
        assertThat(cancelled.again().passed()).isFalse();
        assertThat(cancelled.again().remainingMillis()).isGreaterThan(50_000);
    }
}
