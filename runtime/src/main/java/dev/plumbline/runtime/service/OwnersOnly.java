package dev.plumbline.runtime.service;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import java.io.IOException;

/**
 * Closes connections of other users than root and the service's own before a byte of theirs is read. The socket's mode keeps
 * them out already; this holds also when somebody has changed the mode.
 */
final class OwnersOnly extends ChannelInboundHandlerAdapter {
    private final int own;

    OwnersOnly(int own) {
        this.own = own;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) throws IOException {
        EpollDomainSocketChannel connection = (EpollDomainSocketChannel) accepted;
        int uid = connection.peerCredentials().uid();
        if (uid == 0 || uid == own) {
            context.fireChannelRead(accepted);
        } else {
            Log.line("a connection of user " + uid + " was refused: only root and user " + own + " may connect");
            connection.unsafe().closeForcibly();
        }
    }
}
