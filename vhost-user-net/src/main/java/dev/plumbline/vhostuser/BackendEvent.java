package dev.plumbline.vhostuser;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Something that happened to a back-end.
 *
 * @param time when
 * @param event what happened
 * @param detail the particulars, in the order in which they are to be read: text, numbers, booleans, lists of text
 */
public record BackendEvent(Instant time, Kind event, Map<String, Object> detail) {
    public BackendEvent {
        detail = Collections.unmodifiableMap(new LinkedHashMap<>(detail));
    }

    /** What can happen. */
    public enum Kind {
        /** Somebody can connect now, or a peer is being dialled. */
        LISTENING,
        /** A front-end is there. */
        CONNECTED,
        /** It has chosen features. */
        FEATURES,
        /** The guest's memory is another than before. */
        MEMORY,
        /** A ring is being worked on. */
        RING_STARTED,
        /** A ring is not worked on any more; with a code when the guest has broken it. */
        RING_STOPPED,
        /** Something looks wrong that nobody will say otherwise. */
        ADVICE,
        /** Something was not done. */
        REFUSED,
        /** The front-end is gone. */
        DISCONNECTED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static BackendEvent of(Kind kind, Object... detail) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < detail.length; i += 2) {
            map.put((String) detail[i], detail[i + 1]);
        }
        return new BackendEvent(Instant.now(), kind, map);
    }

    static BackendEvent refused(String code, String text) {
        return of(Kind.REFUSED, "code", code, "text", text);
    }

    static BackendEvent advice(Advice advice) {
        return of(Kind.ADVICE, "code", advice.code(), "text", advice.text(), "fix", advice.fix());
    }
}
