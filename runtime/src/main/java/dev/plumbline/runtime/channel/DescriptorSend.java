package dev.plumbline.runtime.channel;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.Fd;
import dev.plumbline.host.syscall.Errno;
import dev.plumbline.host.syscall.Syscalls;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Sends a line with a descriptor, past Netty, whose own support sends a descriptor without bytes. Runs on the channel's
 * event loop, where nobody else writes.
 */
final class DescriptorSend implements Runnable {
    private static final long RETRY_MILLIS = 2;

    private final EpollDomainSocketChannel channel;
    private final byte[] line;
    private final Fd descriptor;
    private final Deadline deadline;
    private final Promise<Void> sent;

    DescriptorSend(
            EpollDomainSocketChannel channel, byte[] line, Fd descriptor, Deadline deadline, Promise<Void> sent) {
        this.channel = channel;
        this.line = line;
        this.descriptor = descriptor;
        this.deadline = deadline;
        this.sent = sent;
    }

    @Override
    public void run() {
        try {
            attempt();
        } catch (RuntimeException e) {
            sent.tryFailure(e);
        }
    }

    private void attempt() {
        ChannelOutboundBuffer pending = channel.unsafe().outboundBuffer();
        if (pending == null || !channel.isActive()) {
            sent.tryFailure(new IOException("the connection is closed"));
            return;
        }
        if (!pending.isEmpty()) {
            // An earlier line is only half on its way: its rest has to go first.
            again();
            return;
        }
        int count = Syscalls.sendWithDescriptors(channel.fd().intValue(), line, descriptor);
        if (count == -Errno.EAGAIN) {
            again();
        } else if (count < 0) {
            sent.tryFailure(new IOException("sendmsg: " + Errno.describe(-count)));
        } else if (count < line.length) {
            channel.writeAndFlush(Unpooled.wrappedBuffer(line, count, line.length - count))
                    .addListener(rest -> {
                        if (rest.isSuccess()) {
                            sent.trySuccess(null);
                        } else {
                            sent.tryFailure(rest.cause());
                        }
                    });
        } else {
            sent.trySuccess(null);
        }
    }

    private void again() {
        if (deadline.passed()) {
            sent.tryFailure(new IOException("it does not read what it is sent"));
        } else {
            Future<?> unused = channel.eventLoop().schedule(this, RETRY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
