package dev.plumbline.vhostuser.message;

import static dev.plumbline.vhostuser.message.PayloadForm.IOTLB;
import static dev.plumbline.vhostuser.message.PayloadForm.NONE;
import static dev.plumbline.vhostuser.message.PayloadForm.RING_AREA;
import static dev.plumbline.vhostuser.message.PayloadForm.RING_STATE;
import static dev.plumbline.vhostuser.message.PayloadForm.SHARED_MEMORY;
import static dev.plumbline.vhostuser.message.PayloadForm.SHARED_OBJECT;

import org.jspecify.annotations.Nullable;

/** What a back-end sends on the channel that {@link FrontEndCode#SET_BACKEND_REQ_FD} gave it. */
public enum BackEndCode implements MessageCode {
    IOTLB_MSG(1, IOTLB),
    CONFIG_CHANGE_MSG(2, NONE),
    VRING_HOST_NOTIFIER_MSG(3, RING_AREA),
    VRING_CALL(4, RING_STATE),
    VRING_ERR(5, RING_STATE),
    SHARED_OBJECT_ADD(6, SHARED_OBJECT),
    SHARED_OBJECT_REMOVE(7, SHARED_OBJECT),
    SHARED_OBJECT_LOOKUP(8, SHARED_OBJECT),
    SHMEM_MAP(9, SHARED_MEMORY),
    SHMEM_UNMAP(10, SHARED_MEMORY);

    /** The most descriptors that a message on this channel carries. */
    private static final int DESCRIPTORS = 8;

    private final int id;
    private final PayloadForm request;

    BackEndCode(int id, PayloadForm request) {
        this.id = id;
        this.request = request;
    }

    /** {@return the code with a number, or null for a number that has no meaning} */
    public static @Nullable BackEndCode of(int id) {
        return id < 1 || id > values().length ? null : values()[id - 1];
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
        return null;
    }

    @Override
    public int maxDescriptors() {
        return DESCRIPTORS;
    }
}
