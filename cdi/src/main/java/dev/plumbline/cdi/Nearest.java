package dev.plumbline.cdi;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names that somebody may have meant. */
final class Nearest {
    private static final int MOST = 5;
    private static final int LONGEST = 128;
    private static final int CANDIDATES = 4096;

    private Nearest() {}

    private record Candidate(String name, int distance, boolean sameKind) {}

    /** {@return at most five of some names, the nearest first: few letters away, or of the same vendor and class} */
    static List<String> of(String name, Collection<String> names) {
        int far = Math.max(3, Math.min(name.length(), LONGEST) / 3);
        String kind = kind(name);
        return names.stream()
                .limit(CANDIDATES)
                .map(other ->
                        new Candidate(other, distance(name, other), kind(other).equals(kind)))
                .filter(one -> one.sameKind || one.distance <= far)
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .limit(MOST)
                .map(Candidate::name)
                .toList();
    }

    private static String kind(String name) {
        int equals = name.indexOf('=');
        return (equals < 0 ? name : name.substring(0, equals)).toLowerCase(Locale.ROOT);
    }

    /** How many letters must be added, removed, replaced or swapped with their neighbour; case does not count. */
    static int distance(String one, String other) {
        String a = start(one);
        String b = start(other);
        int[] last = new int[0];
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int[] next = new int[b.length() + 1];
            next[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                next[j] = Math.min(Math.min(next[j - 1], row[j]) + 1, row[j - 1] + cost);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    next[j] = Math.min(next[j], last[j - 2] + 1);
                }
            }
            last = row;
            row = next;
        }
        return row[b.length()];
    }

    private static String start(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST)).toLowerCase(Locale.ROOT);
    }
}
