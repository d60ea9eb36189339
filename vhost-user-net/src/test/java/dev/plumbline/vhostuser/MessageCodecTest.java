package dev.plumbline.vhostuser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.vhostuser.message.BackEndCode;
import dev.plumbline.vhostuser.message.FrontEndCode;
import dev.plumbline.vhostuser.message.Header;
import dev.plumbline.vhostuser.message.MalformedMessageException;
import dev.plumbline.vhostuser.message.Message;
import dev.plumbline.vhostuser.message.MessageCode;
import dev.plumbline.vhostuser.message.MessageCodec;
import dev.plumbline.vhostuser.message.Payload;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages to bytes and back. */
class MessageCodecTest {
    static Stream<String> conversations() {
        return Conversation.NAMES.stream();
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void whatPeersSaidIsUnderstoodAndSaidAgain(String name) {
        List<Conversation.Line> lines = Conversation.of(name).lines();
        assertThat(lines).hasSizeGreaterThan(30);
        for (Conversation.Line line : lines) {
            if (!line.connects()) {
                assertThat(MessageCodec.encode(decode(line)))
                        .as("%s %s", name, line.id())
                        .isEqualTo(line.bytes());
            }
        }
    }

    private static Message decode(Conversation.Line line) {
        ByteBuffer bytes = ByteBuffer.wrap(line.bytes()).order(ByteOrder.nativeOrder());
        Header header = Header.decode(bytes);
        assertThat(bytes.remaining()).isEqualTo(header.size());
        MessageCode code = line.backEndChannel() ? BackEndCode.of(header.id()) : FrontEndCode.of(header.id());
        assertThat(code).isNotNull();
        return header.isReply()
                ? MessageCodec.decodeReply(code, header.flags(), bytes)
                : MessageCodec.decodeRequest(code, header.flags(), bytes);
    }

    static Stream<Message> onePerForm() {
        Payload.Region region = new Payload.Region(0x1000, 0x2000, 0x7f00_0000_0000L, 0x3000);
        return Stream.of(
                Message.request(FrontEndCode.GET_FEATURES),
                Message.request(FrontEndCode.SET_FEATURES, new Payload.Word(-1)).acknowledged(),
                Message.request(FrontEndCode.SET_VRING_NUM, new Payload.RingState(3, 1024)),
                Message.request(FrontEndCode.SET_VRING_ADDR, new Payload.RingAddress(1, 1, 2, 3, 4, 5)),
                Message.request(FrontEndCode.SET_MEM_TABLE, new Payload.MemoryTable(List.of(region, region))),
                Message.request(FrontEndCode.ADD_MEM_REG, new Payload.MemoryRegion(region)),
                Message.request(FrontEndCode.SET_LOG_BASE, new Payload.LogArea(4096, 8192)),
                Message.request(FrontEndCode.IOTLB_MSG, new Payload.Iotlb(1, 2, 3, 3, 2)),
                Message.request(FrontEndCode.GET_CONFIG, new Payload.Config(0, 1, ByteBuffer.wrap(new byte[12]))),
                Message.request(FrontEndCode.GET_INFLIGHT_FD, new Payload.Inflight(1, 2, 40_000, 65_535, false)),
                Message.request(FrontEndCode.SET_INFLIGHT_FD, new Payload.Inflight(1, 2, 3, 4, true)),
                Message.request(FrontEndCode.SET_DEVICE_STATE_FD, new Payload.DeviceState(1, 0)),
                Message.request(FrontEndCode.GET_SHARED_OBJECT, new Payload.SharedObject(1, 2)),
                Message.request(FrontEndCode.CREATE_CRYPTO_SESSION, new Payload.Opaque(new byte[] {1, 2, 3})),
                Message.request(BackEndCode.VRING_HOST_NOTIFIER_MSG, new Payload.RingArea(1, 4096, 0)),
                Message.request(BackEndCode.SHMEM_MAP, new Payload.SharedMemory(1, 2, 3, 4, 5)),
                Message.request(BackEndCode.CONFIG_CHANGE_MSG));
    }

    @ParameterizedTest
    @MethodSource("onePerForm")
    void everyFormComesBackAsItWent(Message message) {
        byte[] bytes = MessageCodec.encode(message);
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        Header header = Header.decode(in);
        Message back = MessageCodec.decodeRequest(message.code(), header.flags(), in);
        assertThat(back).isEqualTo(message);
        assertThat(MessageCodec.encode(back)).isEqualTo(bytes);
    }

    @Test
    void everyNumberHasItsName() {
        for (int id = 1; id <= 44; id++) {
            assertThat(FrontEndCode.of(id))
                    .isNotNull()
                    .extracting(FrontEndCode::id)
                    .isEqualTo(id);
        }
        assertThat(FrontEndCode.of(0)).isNull();
        assertThat(FrontEndCode.of(45)).isNull();
        assertThat(FrontEndCode.of(-1)).isNull();
        assertThat(BackEndCode.of(10)).isEqualTo(BackEndCode.SHMEM_UNMAP);
        assertThat(BackEndCode.of(11)).isNull();
        assertThat(BackEndCode.of(0)).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3})
    void anotherVersionIsRefused(int version) {
        assertThatThrownBy(() -> Header.decode(header(1, version, 0)))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("version");
    }

    @ParameterizedTest
    @ValueSource(ints = {4097, 5000, -1, Integer.MIN_VALUE})
    void aPayloadThatNoMessageHasIsRefusedBeforeItIsRead(int size) {
        assertThatThrownBy(() -> Header.decode(header(1, 1, size))).isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void aTableWhoseLengthIsWrongIsRefused() {
        for (int count : new int[] {1, 3, 33, -1, Integer.MAX_VALUE}) {
            ByteBuffer payload = ByteBuffer.allocate(8 + 64).order(ByteOrder.nativeOrder());
            payload.putInt(0, count);
            assertThatThrownBy(() -> MessageCodec.decodeRequest(FrontEndCode.SET_MEM_TABLE, 1, payload))
                    .as("%d regions", count)
                    .isInstanceOf(MalformedMessageException.class);
        }
    }

    private static ByteBuffer header(int id, int flags, int size) {
        return ByteBuffer.allocate(12)
                .order(ByteOrder.nativeOrder())
                .putInt(id)
                .putInt(flags)
                .putInt(size)
                .flip();
    }
}
