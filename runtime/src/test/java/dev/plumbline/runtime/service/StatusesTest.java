package dev.plumbline.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.host.Problem;
import dev.plumbline.host.Problem.Kind;
import io.grpc.Status;
import io.grpc.Status.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusesTest {
    @ParameterizedTest
    @CsvSource({
        "BAD_INPUT,INVALID_ARGUMENT",
        "NOT_FOUND,NOT_FOUND",
        "REFUSED,FAILED_PRECONDITION",
        "UNDONE,ABORTED",
        "NOT_UNDONE,DATA_LOSS",
        "FAULT,INTERNAL"
    })
    void aProblemReachesTheClientWhole(Kind kind, Code code) {
        Problem problem = new Problem(kind, "SOME_CODE", "tap0", "it did not work", "the kernel's words", "do this");
        assertThat(Statuses.of(problem).getStatus().getCode()).isEqualTo(code);
        assertThat(Statuses.problem(Statuses.of(problem), "unix:/x").problem()).isEqualTo(problem);
        Problem bare = new Problem(kind, "SOME_CODE", "tap0", "it did not work", null, null);
        assertThat(Statuses.problem(Statuses.of(bare), "unix:/x").problem()).isEqualTo(bare);
    }

    @Test
    void aStatusWithoutAProblemNamesTheService() {
        Problem problem = Statuses.problem(
                        Status.UNAVAILABLE.withDescription("no such file").asRuntimeException(), "unix:/x")
                .problem();
        assertThat(problem.code()).isEqualTo("SERVICE_UNAVAILABLE");
        assertThat(problem.object()).isEqualTo("unix:/x");
        assertThat(problem.why()).isEqualTo("no such file");
    }
}
