package dev.plumbline.itest;

import dev.plumbline.runtime.channel.EventLoops;
import dev.plumbline.runtime.service.PlumblineServer;
import dev.plumbline.v1.Event;
import dev.plumbline.v1.PlumblineGrpc;
import dev.plumbline.v1.PlumblineGrpc.PlumblineBlockingStub;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A service over a pod of its own, and a client of it. */
abstract class ServiceFixture {
    static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path state;

    Pod pod;
    PlumblineServer server;
    ManagedChannel channel;
    PlumblineBlockingStub stub;

    @BeforeEach
    void serve() {
        pod = Pod.withVeth();
        server = start(Duration.ofSeconds(10));
        channel = channel();
        stub = PlumblineGrpc.newBlockingStub(channel);
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.close();
        pod.close();
    }

    PlumblineServer start(Duration grace) {
        return PlumblineServer.start(new PlumblineServer.Options(state, null, null, grace));
    }

    Path socket() {
        return PlumblineServer.socketOf(state);
    }

    ManagedChannel channel() {
        return NettyChannelBuilder.forAddress(new DomainSocketAddress(socket().toString()))
                .eventLoopGroup(EventLoops.shared())
                .channelType(EpollDomainSocketChannel.class)
                .usePlaintext()
                .build();
    }

    PlumblineBlockingStub inTime() {
        return stub.withDeadlineAfter(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    dev.plumbline.v1.AttachRequest.Builder request() {
        return dev.plumbline.v1.AttachRequest.newBuilder()
                .setSandbox("web")
                .setNetns(pod.path().toString());
    }

    static StreamObserver<Event> into(BlockingQueue<Event> events) {
        return new StreamObserver<>() {
            @Override
            public void onNext(Event event) {
                events.add(event);
            }

            @Override
            public void onError(Throwable thrown) {
                events.add(Event.newBuilder()
                        .setEvent("error")
                        .setDetail(thrown.toString())
                        .build());
            }

            @Override
            public void onCompleted() {
                events.add(Event.newBuilder().setEvent("completed").build());
            }
        };
    }
}
