package dev.plumbline.vhostuser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.host.Fd;
import dev.plumbline.host.syscall.EventFds;
import dev.plumbline.host.syscall.Syscalls;
import dev.plumbline.host.syscall.UnixSockets;
import dev.plumbline.vhostuser.message.FrontEndCode;
import dev.plumbline.vhostuser.message.Message;
import dev.plumbline.vhostuser.message.MessageCodec;
import dev.plumbline.vhostuser.message.Payload;
import dev.plumbline.vhostuser.transport.MessageSocket;
import dev.plumbline.vhostuser.transport.Received;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A VMM's side of a connection. */
final class FrontEnd implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 5_000;

    private final Fd connection;
    private final MessageSocket socket;
    private final List<Fd> mine = new ArrayList<>();

    FrontEnd(Path path) {
        int connected = UnixSockets.connect(path);
        assertThat(connected).as("connect to %s", path).isNotNegative();
        connection = Fd.own(connected);
        socket = new MessageSocket(connection);
    }

    /** {@return the connection's number, to write to it what is no message} */
    int descriptor() {
        return connection.value();
    }

    void send(FrontEndCode code, Payload payload, Fd... descriptors) {
        socket.send(Message.request(code, payload), descriptors);
    }

    void send(FrontEndCode code, long word, Fd... descriptors) {
        send(code, new Payload.Word(word), descriptors);
    }

    void ring(FrontEndCode code, int index, int number) {
        send(code, new Payload.RingState(index, number));
    }

    /** Sends, and returns what was acknowledged: 0 is success. */
    long acknowledged(FrontEndCode code, Payload payload, Fd... descriptors) {
        socket.send(Message.request(code, payload).acknowledged(), descriptors);
        return ((Payload.Word) reply(code)).value();
    }

    Payload ask(FrontEndCode code) {
        return ask(code, new Payload.None());
    }

    Payload ask(FrontEndCode code, Payload payload) {
        send(code, payload);
        return reply(code);
    }

    long number(FrontEndCode code) {
        return ((Payload.Word) ask(code)).value();
    }

    Payload reply(FrontEndCode code) {
        try (Received received = socket.receive(PATIENCE_MILLIS)) {
            assertThat(received).as("an answer to %s", code).isNotNull();
            assertThat(received.header().id()).isEqualTo(code.id());
            assertThat(received.header().flags()).isEqualTo(5);
            mine.addAll(received.takeDescriptors());
            return MessageCodec.decodeReply(code, 5, received.payload()).payload();
        }
    }

    MessageSocket socket() {
        return socket;
    }

    /** The first half of a conversation: features are agreed on. */
    void agree(long features) {
        long offered = number(FrontEndCode.GET_FEATURES);
        assertThat(features & ~offered).isZero();
        send(FrontEndCode.SET_PROTOCOL_FEATURES, number(FrontEndCode.GET_PROTOCOL_FEATURES));
        send(FrontEndCode.SET_OWNER, new Payload.None());
        send(FrontEndCode.SET_FEATURES, features);
    }

    long table(Guest guest) {
        return acknowledged(FrontEndCode.SET_MEM_TABLE, new Payload.MemoryTable(List.of(guest.region())), guest.file());
    }

    /** Sets up and starts a ring. Returns the eventfds that kick the device and wake the driver. */
    List<Fd> start(int index, Driver driver, int base) {
        Fd kick = eventfd();
        Fd call = eventfd();
        ring(FrontEndCode.SET_VRING_NUM, index, driver.size());
        ring(FrontEndCode.SET_VRING_BASE, index, base);
        send(FrontEndCode.SET_VRING_ADDR, driver.address(index, 0));
        send(FrontEndCode.SET_VRING_KICK, index, kick);
        send(FrontEndCode.SET_VRING_CALL, index, call);
        ring(FrontEndCode.SET_VRING_ENABLE, index, 1);
        settle(); // what is sent before would be dropped
        return List.of(kick, call);
    }

    Fd eventfd() {
        Fd fd = Syscalls.eventfd();
        mine.add(fd);
        return fd;
    }

    static void kick(Fd fd) {
        EventFds.signal(fd);
    }

    /** Waits until everything sent before was done. */
    void settle() {
        long unused = number(FrontEndCode.GET_FEATURES);
    }

    @Override
    public void close() {
        socket.close();
        mine.forEach(Fd::close);
    }
}
