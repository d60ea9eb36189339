package dev.plumbline.runtime.service;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.ReadTimeoutHandler;

/** Serves {@code GET /metrics} over HTTP/1.1. */
final class MetricsEndpoint implements AutoCloseable {
    private static final int LARGEST_REQUEST = 8192;
    private static final int PATIENCE_SECONDS = 10;

    private final ListenAddress address;
    private final Channel listening;

    private MetricsEndpoint(ListenAddress address, Channel listening) {
        this.address = address;
        this.listening = listening;
    }

    static MetricsEndpoint listen(ListenAddress address, Metrics metrics) {
        ServerBootstrap bootstrap = new ServerBootstrap().childHandler(new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline()
                        .addLast(new ReadTimeoutHandler(PATIENCE_SECONDS))
                        .addLast(new HttpServerCodec())
                        .addLast(new HttpObjectAggregator(LARGEST_REQUEST))
                        .addLast(new Answer(metrics));
            }
        });
        return new MetricsEndpoint(address, address.bind(bootstrap));
    }

    @Override
    public void close() {
        listening.close().awaitUninterruptibly(1000);
        address.removeOwn();
    }

    private static final class Answer extends SimpleChannelInboundHandler<FullHttpRequest> {
        private final Metrics metrics;

        Answer(Metrics metrics) {
            this.metrics = metrics;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            boolean known = request.uri().equals("/metrics");
            boolean get = request.method().equals(HttpMethod.GET);
            HttpResponseStatus status = !known
                    ? HttpResponseStatus.NOT_FOUND
                    : get ? HttpResponseStatus.OK : HttpResponseStatus.METHOD_NOT_ALLOWED;
            byte[] body = known && get ? metrics.text() : new byte[0];
            FullHttpResponse response =
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
            response.headers()
                    .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
                    .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
            context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
            var unused = context.close(); // a peer that is gone, slow or no HTTP client
        }
    }
}
