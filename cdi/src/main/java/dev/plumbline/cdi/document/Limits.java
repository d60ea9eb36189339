package dev.plumbline.cdi.document;

/** How much a document may be. The largest ones in use, one for eight partitioned GPUs, have some 200 KiB and 30000 values. */
final class Limits {
    /** Bytes of a file. */
    static final int BYTES = 4 * 1024 * 1024;

    /** Values in it, those that YAML aliases repeat counted each time. */
    static final int VALUES = 200_000;

    /** How deep objects and lists nest; a document needs seven. */
    static final int DEPTH = 32;

    /** Bytes that all annotations of one object may have together, as in Kubernetes. */
    static final int ANNOTATION_BYTES = 256 * 1024;

    private Limits() {}
}
