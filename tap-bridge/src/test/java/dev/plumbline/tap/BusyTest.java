package dev.plumbline.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem.Kind;
import dev.plumbline.host.syscall.Errno;
import dev.plumbline.netlink.NetlinkException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BusyTest {
    private final AtomicInteger tries = new AtomicInteger();

    private static NetlinkException refused(int errno) {
        return new NetlinkException("add the ingress qdisc to eth0", errno, null, null);
    }

    private PlumblineException failing(int errno, Deadline deadline) {
        return catchThrowableOfType(
                PlumblineException.class,
                () -> Busy.retry("adding the ingress qdisc", "eth0", deadline, () -> {
                    tries.incrementAndGet();
                    throw refused(errno);
                }));
    }

    @Test
    void whatIsBusyForAMomentIsTriedAgain() {
        Busy.retry("adding the ingress qdisc", "eth0", Deadline.after(Duration.ofSeconds(5)), () -> {
            if (tries.incrementAndGet() < 4) {
                throw refused(Errno.EBUSY);
            }
        });
        assertThat(tries).hasValue(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {Errno.EBUSY, Errno.EEXIST})
    void whatStaysBusyIsRefusedWithTheNumberOfTries(int errno) {
        PlumblineException thrown = failing(errno, Deadline.after(Duration.ofSeconds(5)));
        assertThat(tries).hasValue(8);
        assertThat(thrown.problem().kind()).isEqualTo(Kind.REFUSED);
        assertThat(thrown.problem().code()).isEqualTo("BUSY");
        assertThat(thrown).hasMessageContaining("tried 8 times").hasMessageContaining("eth0");
    }

    @Test
    void theOperationsTimeLimitsTheTries() {
        failing(Errno.EBUSY, Deadline.after(Duration.ZERO));
        assertThat(tries).hasValue(1);
    }

    @Test
    void otherRefusalsAreFinal() {
        assertThat(failing(Errno.EPERM, Deadline.after(Duration.ofSeconds(5)))).isInstanceOf(NetlinkException.class);
        assertThat(tries).hasValue(1);
    }
}
