package dev.plumbline.runtime.agent.kata;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import dev.plumbline.runtime.agent.kata.proto.Request;
import dev.plumbline.runtime.agent.kata.proto.Response;
import dev.plumbline.runtime.agent.kata.proto.Status;
import dev.plumbline.runtime.channel.FakePeer.Client;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A call as a ttrpc server receives it, and what it can answer. */
record Call(Client client, long stream, Request request) {
    static Call read(Client client) throws IOException {
        byte[] header = client.read(10);
        ByteBuffer buffer = ByteBuffer.wrap(header);
        byte[] body = client.read(buffer.getInt());
        return new Call(client, Integer.toUnsignedLong(buffer.getInt()), Request.parseFrom(body));
    }

    void answer(MessageLite message) throws IOException {
        client.raw(response(message));
    }

    byte[] response(MessageLite message) {
        return frame(
                stream, Response.newBuilder().setPayload(message.toByteString()).build());
    }

    void refuse(int code, String words) throws IOException {
        Status status = Status.newBuilder().setCode(code).setMessage(words).build();
        client.raw(frame(stream, Response.newBuilder().setStatus(status).build()));
    }

    void answerWith(byte[] payload) throws IOException {
        client.raw(frame(
                stream,
                Response.newBuilder().setPayload(ByteString.copyFrom(payload)).build()));
    }

    static byte[] frame(long stream, MessageLite body) {
        return new TtrpcFrame(stream, TtrpcFrame.RESPONSE, 0, body.toByteArray()).bytes();
    }
}
