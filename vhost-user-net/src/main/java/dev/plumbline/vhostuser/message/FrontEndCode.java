package dev.plumbline.vhostuser.message;

import static dev.plumbline.vhostuser.message.PayloadForm.CONFIG;
import static dev.plumbline.vhostuser.message.PayloadForm.DEVICE_STATE;
import static dev.plumbline.vhostuser.message.PayloadForm.INFLIGHT;
import static dev.plumbline.vhostuser.message.PayloadForm.IOTLB;
import static dev.plumbline.vhostuser.message.PayloadForm.LOG_AREA;
import static dev.plumbline.vhostuser.message.PayloadForm.MEMORY_REGION;
import static dev.plumbline.vhostuser.message.PayloadForm.MEMORY_TABLE;
import static dev.plumbline.vhostuser.message.PayloadForm.NONE;
import static dev.plumbline.vhostuser.message.PayloadForm.OPAQUE;
import static dev.plumbline.vhostuser.message.PayloadForm.RING_ADDRESS;
import static dev.plumbline.vhostuser.message.PayloadForm.RING_STATE;
import static dev.plumbline.vhostuser.message.PayloadForm.SHARED_OBJECT;
import static dev.plumbline.vhostuser.message.PayloadForm.WORD;

import org.jspecify.annotations.Nullable;

/** What a front-end (the side that owns the memory and the rings: a VMM) sends. */
public enum FrontEndCode implements MessageCode {
    GET_FEATURES(1, NONE, WORD, 0),
    SET_FEATURES(2, WORD, null, 0),
    SET_OWNER(3, NONE, null, 0),
    RESET_OWNER(4, NONE, null, 0),
    SET_MEM_TABLE(5, MEMORY_TABLE, null, MessageCodec.MAX_DESCRIPTORS),
    SET_LOG_BASE(6, LOG_AREA, null, 1),
    SET_LOG_FD(7, NONE, null, 1),
    SET_VRING_NUM(8, RING_STATE, null, 0),
    SET_VRING_ADDR(9, RING_ADDRESS, null, 0),
    SET_VRING_BASE(10, RING_STATE, null, 0),
    GET_VRING_BASE(11, RING_STATE, RING_STATE, 0),
    SET_VRING_KICK(12, WORD, null, 1),
    SET_VRING_CALL(13, WORD, null, 1),
    SET_VRING_ERR(14, WORD, null, 1),
    GET_PROTOCOL_FEATURES(15, NONE, WORD, 0),
    SET_PROTOCOL_FEATURES(16, WORD, null, 0),
    GET_QUEUE_NUM(17, NONE, WORD, 0),
    SET_VRING_ENABLE(18, RING_STATE, null, 0),
    SEND_RARP(19, WORD, null, 0),
    NET_SET_MTU(20, WORD, null, 0),
    SET_BACKEND_REQ_FD(21, NONE, null, 1),
    IOTLB_MSG(22, IOTLB, WORD, 0),
    SET_VRING_ENDIAN(23, RING_STATE, null, 0),
    GET_CONFIG(24, CONFIG, CONFIG, 0),
    SET_CONFIG(25, CONFIG, null, 0),
    CREATE_CRYPTO_SESSION(26, OPAQUE, OPAQUE, 0),
    CLOSE_CRYPTO_SESSION(27, WORD, null, 0),
    POSTCOPY_ADVISE(28, NONE, NONE, 0),
    POSTCOPY_LISTEN(29, NONE, null, 0),
    POSTCOPY_END(30, NONE, WORD, 0),
    GET_INFLIGHT_FD(31, INFLIGHT, INFLIGHT, 0),
    SET_INFLIGHT_FD(32, INFLIGHT, null, 1),
    GPU_SET_SOCKET(33, NONE, null, 1),
    RESET_DEVICE(34, NONE, null, 0),
    VRING_KICK(35, RING_STATE, null, 0),
    GET_MAX_MEM_SLOTS(36, NONE, WORD, 0),
    ADD_MEM_REG(37, MEMORY_REGION, null, 1),
    /** May bring the region's descriptor, which is of no use. */
    REM_MEM_REG(38, MEMORY_REGION, null, 1),
    SET_STATUS(39, WORD, null, 0),
    GET_STATUS(40, NONE, WORD, 0),
    GET_SHARED_OBJECT(41, SHARED_OBJECT, NONE, 0),
    SET_DEVICE_STATE_FD(42, DEVICE_STATE, WORD, 1),
    CHECK_DEVICE_STATE(43, NONE, WORD, 0),
    GET_SHMEM_CONFIG(44, NONE, OPAQUE, 0);

    private static final FrontEndCode[] BY_ID = new FrontEndCode[64];

    static {
        for (FrontEndCode code : values()) {
            BY_ID[code.id] = code;
        }
    }

    private final int id;
    private final PayloadForm request;
    private final @Nullable PayloadForm reply;
    private final int maxDescriptors;

    FrontEndCode(int id, PayloadForm request, @Nullable PayloadForm reply, int maxDescriptors) {
        this.id = id;
        this.request = request;
        this.reply = reply;
        this.maxDescriptors = maxDescriptors;
    }

    /** {@return the code with a number, or null for a number that has no meaning} */
    public static @Nullable FrontEndCode of(int id) {
        return id < 0 || id >= BY_ID.length ? null : BY_ID[id];
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public PayloadForm request() {
        return request;
    }

    @Override
    public @Nullable PayloadForm reply() {
        return reply;
    }

    @Override
    public int maxDescriptors() {
        return maxDescriptors;
    }
}
