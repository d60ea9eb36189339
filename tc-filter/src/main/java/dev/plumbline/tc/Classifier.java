package dev.plumbline.tc;

/** What decides whether a filter applies to a packet, with the actions that follow, not yet on a link. */
public interface Classifier {
    /** {@return the kernel's name of the kind} */
    String kind();

    /**
     * {@return its options, as they are now}
     *
     * @param protocol the filter's Ethernet protocol, which some kinds repeat
     */
    Options options(int protocol);

    /** {@return a classifier of a kind that has no class of its own here} */
    static Classifier of(String kind, Options options) {
        return new Classifier() {
            @Override
            public String kind() {
                return kind;
            }

            @Override
            public Options options(int protocol) {
                return options;
            }
        };
    }
}
