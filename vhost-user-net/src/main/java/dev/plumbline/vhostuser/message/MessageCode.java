package dev.plumbline.vhostuser.message;

import org.jspecify.annotations.Nullable;

/** The code of a message, on either of the protocol's two channels. */
public sealed interface MessageCode permits FrontEndCode, BackEndCode {
    /** {@return the number on the wire} */
    int id();

    /** {@return the form of the request's payload} */
    PayloadForm request();

    /** {@return the form of the reply's payload, or null for a message that is at most acknowledged} */
    @Nullable
    PayloadForm reply();

    /** {@return the most descriptors that may come with the request} */
    int maxDescriptors();

    /** {@return the word that the protocol's documents use, such as {@code SET_VRING_NUM}} */
    String name();
}
