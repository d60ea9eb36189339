package dev.plumbline.runtime.agent.kata;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.plumbline.host.Deadline;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.runtime.agent.kata.proto.Request;
import dev.plumbline.runtime.agent.kata.proto.Response;
import dev.plumbline.runtime.channel.FrameChannel;
import dev.plumbline.runtime.channel.Peer;
import dev.plumbline.runtime.channel.Receiver;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A client of one ttrpc service: one call after the other, each answered by one message. Every call has a stream of its
 * own, so that an answer that comes after its call's deadline is known for what it is, and dropped. The first stream is
 * chosen by chance: a virtio-serial port does not tell its clients apart, and may hold an answer to an earlier one. Not
 * thread-safe.
 */
final class TtrpcClient implements AutoCloseable {
    private static final long STREAM_STEP = 2; // a client's streams are odd, and grow
    private static final long HIGHEST_FIRST = 1L << 30; // leaves more than can be used up in a connection's life

    private final String service;
    private final Peer peer;
    private final BlockingQueue<TtrpcFrame> answers = new ArrayBlockingQueue<>(2);
    private final FrameChannel channel;
    private final long firstStream =
            1 + STREAM_STEP * ThreadLocalRandom.current().nextLong(HIGHEST_FIRST / STREAM_STEP);
    private volatile long lastStream = firstStream - STREAM_STEP;
    private volatile long awaited = -1;
    private volatile boolean answered;
    private volatile @Nullable PlumblineException ended;

    /** Connects; nothing is said. */
    TtrpcClient(Transport transport, String service, Deadline deadline) {
        this.service = service;
        this.peer = transport.peer();
        this.channel = transport.open(new Incoming(), deadline);
    }

    /**
     * Calls a method and waits for its answer.
     *
     * @throws dev.plumbline.runtime.agent.AgentException when the method answers with an error
     * @throws PlumblineException when the answer is none, or does not come in time
     */
    <T extends MessageLite> T call(String method, MessageLite argument, Parser<T> answer, Deadline deadline) {
        deadline.check(peer.address(), method);
        long stream = lastStream + STREAM_STEP;
        TtrpcFrame frame = request(stream, service, method, argument, deadline.remainingMillis() * 1_000_000);
        if (frame.isTooLong()) {
            throw Problem.badInput("AGENT_MESSAGE_TOO_LONG", method, "a message to the agent has at most 4 MiB")
                    .because("this one has " + frame.body().length + " bytes")
                    .exception();
        }
        answers.clear();
        lastStream = stream;
        awaited = stream;
        try {
            send(frame, deadline);
            return result(method, await(method, stream, deadline), answer);
        } finally {
            awaited = -1;
        }
    }

    /** What ended a connection says more than that it is closed. */
    private void send(TtrpcFrame frame, Deadline deadline) {
        try {
            channel.send(frame.bytes(), deadline);
        } catch (PlumblineException e) {
            PlumblineException why = ended;
            throw why == null ? e : why.problem().exception(why);
        }
    }

    static TtrpcFrame request(
            long stream, String service, String method, MessageLite argument, long timeoutNanoseconds) {
        Request request = Request.newBuilder()
                .setService(service)
                .setMethod(method)
                .setPayload(argument.toByteString())
                .setTimeoutNano(timeoutNanoseconds)
                .build();
        return new TtrpcFrame(stream, TtrpcFrame.REQUEST, 0, request.toByteArray());
    }

    private <T extends MessageLite> T result(String method, TtrpcFrame frame, Parser<T> answer) {
        try {
            Response response = Response.parseFrom(frame.body());
            if (response.getStatus().getCode() != 0) {
                throw TtrpcStatus.exception(
                        method,
                        response.getStatus().getCode(),
                        response.getStatus().getMessage());
            }
            ByteString payload = response.getPayload();
            return answer.parseFrom(payload);
        } catch (InvalidProtocolBufferException e) {
            throw peer.nonsense("its answer to " + method + " is no answer: " + e.getMessage());
        }
    }

    private TtrpcFrame await(String method, long stream, Deadline deadline) {
        try {
            while (true) {
                TtrpcFrame frame = answers.poll();
                if (frame == null && ended == null) {
                    frame = deadline.await(millis -> answers.poll(millis, TimeUnit.MILLISECONDS));
                }
                PlumblineException why = ended;
                // The end is queued as a frame of no stream, so that nobody waits for what cannot come.
                if (why != null && (frame == null || frame.stream() != stream)) {
                    throw why.problem().exception(why);
                }
                if (frame == null) {
                    throw peer.silent(method, deadline);
                }
                if (frame.stream() == stream) {
                    return frame;
                }
            }
        } catch (InterruptedException e) {
            throw peer.interrupted(e);
        }
    }

    Peer peer() {
        return peer;
    }

    @Override
    public void close() {
        channel.close();
    }

    /** Its own class, so that nobody else can call it. */
    private final class Incoming implements Receiver {
        @Override
        public void received(byte[] message) {
            TtrpcFrame frame = TtrpcFrame.of(message);
            boolean odd = frame.stream() % STREAM_STEP == 1;
            boolean ours = odd && frame.stream() >= firstStream && frame.stream() <= lastStream;
            // Once it has answered us, nothing of an earlier client's can be left.
            if (!ours && (answered || !odd)) {
                throw peer.nonsense("it answers call " + frame.stream() + ", which nobody made");
            }
            if (frame.type() != TtrpcFrame.RESPONSE) {
                throw peer.nonsense("a message of type " + frame.type() + " where an answer is due");
            }
            if (frame.stream() == awaited) {
                awaited = -1;
                answered = true;
                boolean unused = answers.offer(frame); // has room: what was there belonged to earlier calls
            }
        }

        @Override
        public void ended(PlumblineException why) {
            ended = why;
            boolean unused = answers.offer(new TtrpcFrame(-1, 0, 0, new byte[0]));
        }
    }
}
