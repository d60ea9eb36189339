package dev.plumbline.runtime.service;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Code;
import com.google.rpc.Status;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;

/** Problems as gRPC statuses and back. */
final class Statuses {
    private Statuses() {}

    static StatusRuntimeException of(Problem problem) {
        dev.plumbline.v1.Problem.Builder detail = dev.plumbline.v1.Problem.newBuilder()
                .setKind(problem.kind().name())
                .setCode(problem.code())
                .setObject(problem.object())
                .setMessage(problem.message());
        if (problem.why() != null) {
            detail.setCause(problem.why());
        }
        if (problem.fix() != null) {
            detail.setFix(problem.fix());
        }
        return StatusProto.toStatusRuntimeException(Status.newBuilder()
                .setCode(code(problem.kind()).getNumber())
                .setMessage(problem.text())
                .addDetails(Any.pack(detail.build()))
                .build());
    }

    private static Code code(Problem.Kind kind) {
        return switch (kind) {
            case BAD_INPUT -> Code.INVALID_ARGUMENT;
            case NOT_FOUND -> Code.NOT_FOUND;
            case REFUSED, DIFFERENT -> Code.FAILED_PRECONDITION;
            case UNDONE -> Code.ABORTED;
            case NOT_UNDONE -> Code.DATA_LOSS;
            case FAULT -> Code.INTERNAL;
        };
    }

    /** {@return what a failed call means: the service's own problem, or what kept the call from being answered} */
    static PlumblineException problem(StatusRuntimeException failed, String service) {
        Status status = StatusProto.fromThrowable(failed);
        for (Any detail : status == null ? java.util.List.<Any>of() : status.getDetailsList()) {
            if (detail.is(dev.plumbline.v1.Problem.class)) {
                return problem(detail).exception(failed);
            }
        }
        String code = "SERVICE_" + failed.getStatus().getCode();
        return Problem.refused(code, service, "the service did not answer")
                .because(why(failed))
                .fix("see what 'plumb serve' says; the operation may have been done all the same")
                .exception(failed);
    }

    private static String why(StatusRuntimeException failed) {
        Throwable cause = failed.getCause();
        String description = String.valueOf(failed.getStatus().getDescription());
        return cause == null ? description : description + ": " + cause;
    }

    private static Problem problem(Any detail) {
        try {
            dev.plumbline.v1.Problem from = detail.unpack(dev.plumbline.v1.Problem.class);
            return new Problem(
                    Problem.Kind.valueOf(from.getKind()),
                    from.getCode(),
                    from.getObject(),
                    from.getMessage(),
                    from.hasCause() ? from.getCause() : null,
                    from.hasFix() ? from.getFix() : null);
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            return Problem.fault("SERVICE_NONSENSE", "service", "its problem cannot be read")
                    .because(e.getMessage());
        }
    }
}
