package dev.plumbline.itest;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.Status;
import dev.plumbline.v1.AttachRequest;
import dev.plumbline.v1.DetachRequest;
import dev.plumbline.v1.GetRequest;
import dev.plumbline.v1.Nic;
import dev.plumbline.v1.PlugRequest;
import dev.plumbline.v1.PlumblineGrpc;
import dev.plumbline.v1.PlumblineGrpc.PlumblineBlockingStub;
import dev.plumbline.v1.Problem;
import dev.plumbline.v1.Sandbox;
import dev.plumbline.v1.UnplugRequest;
import dev.plumbline.v1.VerifyRequest;
import io.grpc.ManagedChannel;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What a sandbox runtime says to the service in a sandbox's life; {@code docs/runtime-plugin.md} explains it. It knows the
 * generated client only, as a runtime in any language would, and runs in a process of its own.
 */
final class RuntimePlugin implements AutoCloseable {
    private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final ManagedChannel channel;

    private RuntimePlugin(String socket) {
        channel = NettyChannelBuilder.forAddress(new DomainSocketAddress(socket))
                .eventLoopGroup(loop)
                .channelType(EpollDomainSocketChannel.class)
                .usePlaintext()
                .build();
    }

    /** A stub for one call. The deadline is the runtime's own; the service takes back what is not done by then. */
    private PlumblineBlockingStub plumbline() {
        return PlumblineGrpc.newBlockingStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
    }

    /** CreateSandbox: CNI has run, the VM is up. Followed from now on, so that later networks need no call. */
    Sandbox create(String sandbox, String netns, String qmp, String agent) {
        return plumbline()
                .attach(AttachRequest.newBuilder()
                        .setSandbox(sandbox)
                        .setNetns(netns)
                        .setQmp(qmp)
                        .setAgent(agent)
                        .setTimeout(Duration.newBuilder().setSeconds(30))
                        .setWatch(true)
                        .build());
    }

    /** StartSandbox: is what the guest has what the pod has? */
    boolean start(String sandbox) {
        return plumbline()
                .verify(VerifyRequest.newBuilder().setSandbox(sandbox).build())
                .getOk();
    }

    /** UpdateSandbox: one more network, asked for by name, and taken out again. */
    Sandbox plug(String sandbox, String link) {
        return plumbline()
                .plug(PlugRequest.newBuilder().setSandbox(sandbox).setLink(link).build());
    }

    Sandbox unplug(String sandbox, String id) {
        return plumbline()
                .unplug(UnplugRequest.newBuilder().setSandbox(sandbox).setId(id).build());
    }

    /** StopSandbox, called as often as it takes: that there is no such sandbox any more is what was wanted. */
    void stop(String sandbox) {
        try {
            Sandbox unused = plumbline()
                    .detach(DetachRequest.newBuilder().setSandbox(sandbox).build());
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() != Code.NOT_FOUND) {
                throw e;
            }
        }
    }

    /**
     * The runtime was restarted: what became of the call that it had made? A call that nobody waited for was taken back, so
     * a sandbox is there whole, or not at all and made anew.
     */
    Sandbox restart(String sandbox, String netns, String qmp, String agent) {
        try {
            Sandbox found =
                    plumbline().get(GetRequest.newBuilder().setSandbox(sandbox).build());
            if (found.getState().equals("attached")) {
                return found;
            }
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() != Code.NOT_FOUND) {
                throw e;
            }
        }
        return create(sandbox, netns, qmp, agent);
    }

    /** What an operator reads in the runtime's log. */
    static String explain(StatusRuntimeException failed) throws IOException {
        Status status = StatusProto.fromThrowable(failed);
        for (Any detail : status == null ? java.util.List.<Any>of() : status.getDetailsList()) {
            if (detail.is(Problem.class)) {
                Problem problem = detail.unpack(Problem.class);
                return problem.getCode() + " on " + problem.getObject() + ": " + problem.getMessage() + "; fix: "
                        + problem.getFix();
            }
        }
        return failed.getStatus().toString();
    }

    @Override
    public void close() {
        channel.shutdownNow();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2000);
    }

    /** {@code SOCKET VERB SANDBOX [argument...]}; prints the NICs, or what went wrong. */
    public static void main(String[] words) throws IOException {
        try (RuntimePlugin runtime = new RuntimePlugin(words[0])) {
            System.out.println(
                    switch (words[1]) {
                        case "create" -> nics(runtime.create(words[2], words[3], words[4], words[5]));
                        case "start" -> runtime.start(words[2]);
                        case "plug" -> nics(runtime.plug(words[2], words[3]));
                        case "unplug" -> nics(runtime.unplug(words[2], words[3]));
                        case "restart" -> nics(runtime.restart(words[2], words[3], words[4], words[5]));
                        case "stop" -> {
                            runtime.stop(words[2]);
                            yield "stopped";
                        }
                        default -> throw new IllegalArgumentException(words[1]);
                    });
        } catch (StatusRuntimeException e) {
            System.out.println(explain(e));
        }
    }

    private static String nics(Sandbox sandbox) {
        return sandbox.getNicsList().stream()
                .map(Nic::getId)
                .collect(Collectors.joining(" ", sandbox.getState() + " ", ""))
                .strip();
    }
}
