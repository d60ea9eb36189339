package dev.plumbline.runtime.channel;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.PlumblineException;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.LineBasedFrameDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The lines by which a connection through a VMM's socket becomes one to a port of its guest. For one connection. */
final class HybridVsock {
    private static final int LONGEST_LINE = 64;
    private static final Pattern ACCEPTED = Pattern.compile("OK [0-9]{1,10}");

    private final Peer peer;
    private final List<ChannelHandler> later;
    private volatile List<ChannelHandler> first = List.of();
    private final CompletableFuture<String> answer = new CompletableFuture<>();

    /** Creates a handshake after which other handlers take what comes in. */
    HybridVsock(Peer peer, List<ChannelHandler> later) {
        this.peer = peer;
        this.later = later;
    }

    List<ChannelHandler> handlers() {
        first = List.of(
                new LineBasedFrameDecoder(LONGEST_LINE, true, true),
                new MessageHandler(peer, new Answer(), "its answer to CONNECT is longer than a line"));
        return first;
    }

    void perform(Stream stream, long port, Deadline deadline) {
        stream.send(("CONNECT " + port + "\n").getBytes(StandardCharsets.US_ASCII), deadline);
        String line = await(deadline);
        if (!ACCEPTED.matcher(line).matches()) {
            throw peer.nonsense("it answers CONNECT with '" + line + "'");
        }
        // On the event loop, where nothing can come in between; the guest says nothing before it is asked.
        var replaced = stream.channel()
                .eventLoop()
                .submit(() -> replaceHandlers(stream.channel().pipeline()));
        if (!Stream.await(replaced, peer, deadline)) {
            throw peer.silent("CONNECT", deadline);
        }
    }

    private void replaceHandlers(ChannelPipeline pipeline) {
        pipeline.addLast(later.toArray(ChannelHandler[]::new));
        first.forEach(pipeline::remove);
    }

    private String await(Deadline deadline) {
        try {
            String found = deadline.await(this::within);
            if (found == null) {
                throw peer.silent("CONNECT", deadline);
            }
            return found;
        } catch (InterruptedException e) {
            throw peer.interrupted(e);
        }
    }

    private @Nullable String within(long millis) throws InterruptedException {
        try {
            return answer.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof PlumblineException ours) {
                // A VMM hangs up when nobody in the guest listens on the port.
                throw ours.problem().code().endsWith("_CLOSED")
                        ? peer.unreachable("the VMM hung up: nobody in the guest listens on the port")
                        : ours.problem().exception(ours);
            }
            throw new IllegalStateException(e);
        }
    }

    private final class Answer implements Receiver {
        @Override
        public void received(byte[] message) {
            if (!answer.complete(new String(message, StandardCharsets.ISO_8859_1))) {
                throw peer.nonsense("it says more than the answer to CONNECT");
            }
        }

        @Override
        public void ended(PlumblineException why) {
            answer.completeExceptionally(why);
        }
    }
}
