package dev.plumbline.runtime.channel;

import dev.plumbline.host.PlumblineException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;

/** Hands lines or frames, and the end of the connection, to a receiver. */
final class MessageHandler extends SimpleChannelInboundHandler<ByteBuf> {
    private final Peer peer;
    private final Receiver receiver;
    private final String tooLong;
    private boolean over;

    /** Creates a handler that calls what is beyond the bound a {@code tooLong}. */
    MessageHandler(Peer peer, Receiver receiver, String tooLong) {
        this.peer = peer;
        this.receiver = receiver;
        this.tooLong = tooLong;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
        if (!over) {
            receiver.received(ByteBufUtil.getBytes(message));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end(peer.closed(null));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
        end(problemOf(thrown));
        ChannelFuture unused = context.close();
    }

    private PlumblineException problemOf(Throwable thrown) {
        if (thrown instanceof PlumblineException ours) {
            return ours;
        }
        if (thrown instanceof TooLongFrameException) {
            return peer.nonsense(tooLong);
        }
        return peer.closed(String.valueOf(thrown.getMessage()));
    }

    private void end(PlumblineException why) {
        if (!over) {
            over = true;
            receiver.ended(why);
        }
    }
}
