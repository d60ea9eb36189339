package dev.plumbline.netlink.wire;

/**
 * A finished request: the bytes as they go to the kernel, with the sequence number and port id still zero. Immutable; it
 * can be sent any number of times.
 */
public final class Request {
    private final byte[] message;
    private final int attributes;
    private final AttributeTable table;

    Request(byte[] message, int attributes, AttributeTable table) {
        this.message = message;
        this.attributes = attributes;
        this.table = table;
    }

    /** {@return a copy of the bytes, sequence number and port id zero} */
    public byte[] toBytes() {
        return message.clone();
    }

    /** {@return the bytes themselves, for a sender that only copies them} */
    public byte[] message() {
        return message;
    }

    /** {@return the message's type} */
    public int type() {
        return Bytes.u16(message, 4);
    }

    /** {@return the attribute at a byte offset that an error names} */
    public String attributeAt(int offset) {
        return table.pathTo(message, attributes, offset);
    }
}
