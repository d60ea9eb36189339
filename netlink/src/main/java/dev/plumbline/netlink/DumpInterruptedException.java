package dev.plumbline.netlink;

import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.netlink.wire.Message;
import java.util.List;

/** A table that changed during each of several dumps, so that no consistent picture of it could be had. */
public final class DumpInterruptedException extends PlumblineException {
    private static final long serialVersionUID = 1L;

    private final transient List<Message> partial;

    DumpInterruptedException(String request, int tries, List<Message> partial) {
        super(
                Problem.refused("DUMP_INTERRUPTED", request, "the table changed during each of " + tries + " dumps")
                        .because("NLM_F_DUMP_INTR")
                        .fix("try again when fewer links or routes are being changed"),
                null);
        this.partial = List.copyOf(partial);
    }

    /** {@return what the last dump brought; may lack entries or hold some twice} */
    public List<Message> partial() {
        return partial;
    }
}
