package dev.plumbline.tc;

/** A kind of qdisc with its options, not yet on a link. */
public interface Discipline {
    /** {@return the kernel's name of the kind} */
    String kind();

    /** {@return its options} */
    Options options();
}
