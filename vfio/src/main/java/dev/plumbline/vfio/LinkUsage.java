package dev.plumbline.vfio;

import dev.plumbline.host.Sysroot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What network links are used for, from the tables of {@code /proc/net}, which show this process's network namespace, as
 * {@code /sys/class/net} does.
 */
final class LinkUsage {
    private static final String DEFAULT_ROUTE = "carries the default route";
    private static final String ROUTE = "carries a route";
    private static final long IFF_UP = 1;
    /** {@code linux/route.h} and {@code linux/ipv6_route.h}. */
    private static final long RTF_REJECT = 0x200;

    private static final long RTF_LOCAL = 0x80000000L;
    private static final int LINK_LOCAL_SCOPE = 0x20;

    /** An IPv4 route. Addresses have the byte order of the table. */
    private record Route(String link, int destination, int mask, boolean direct) {
        boolean covers(int address) {
            return direct && mask != 0 && (address & mask) == destination;
        }
    }

    private LinkUsage() {}

    static Map<String, List<String>> read(Sysroot sysroot, Collection<String> names) {
        SysDirectory net = SysDirectory.of(sysroot.proc("net"));
        Map<String, Set<String>> uses = new LinkedHashMap<>();
        names.forEach(name -> uses.put(name, new LinkedHashSet<>()));
        ipv4(net.text("route"), net.text("fib_trie"), uses);
        ipv6Routes(net.text("ipv6_route"), uses);
        ipv6Addresses(net.text("if_inet6"), uses);
        Map<String, List<String>> used = new LinkedHashMap<>();
        uses.forEach((name, tables) -> {
            List<String> all = new ArrayList<>();
            if (tables.contains(DEFAULT_ROUTE)) {
                tables.remove(ROUTE);
            }
            SysDirectory link = SysDirectory.of(sysroot.sys("class/net/" + name));
            String master = link.linkName("master");
            if (master != null) {
                all.add("is part of " + master);
            }
            all.addAll(tables);
            if (isUp(link)) {
                all.add("is up");
            }
            if (!all.isEmpty()) {
                used.put(name, List.copyOf(all));
            }
        });
        return used;
    }

    private static boolean isUp(SysDirectory link) {
        return link.has("flags") ? (link.number("flags", 16, 0) & IFF_UP) != 0 : "up".equals(link.text("operstate"));
    }

    static void ipv4(@Nullable String routes, @Nullable String trie, Map<String, Set<String>> uses) {
        List<Route> direct = new ArrayList<>();
        for (List<String> words : rows(routes, 8)) {
            long flags = SysDirectory.parse(words.get(3), 16, 0);
            if ((flags & RTF_REJECT) != 0) {
                continue;
            }
            int destination = (int) SysDirectory.parse(words.get(1), 16, 0);
            int mask = (int) SysDirectory.parse(words.get(7), 16, 0);
            use(uses, words.get(0), destination == 0 && mask == 0 ? DEFAULT_ROUTE : ROUTE);
            direct.add(new Route(words.get(0), destination, mask, SysDirectory.parse(words.get(2), 16, 0) == 0));
        }
        for (String text : localAddresses(trie)) {
            int address = littleEndian(text);
            direct.stream()
                    .filter(route -> route.covers(address))
                    .forEach(route -> use(uses, route.link(), "has the address " + text));
        }
    }

    /** The table of addresses says no link; the link is the one with the direct route to the address. */
    static Set<String> localAddresses(@Nullable String trie) {
        Set<String> found = new LinkedHashSet<>();
        String last = "";
        for (String line : trie == null ? List.<String>of() : trie.lines().toList()) {
            String text = line.strip();
            if (text.startsWith("|-- ")) {
                last = text.substring(4);
            } else if (text.startsWith("/32 host LOCAL") && !last.startsWith("127.")) {
                found.add(last);
            }
        }
        return found;
    }

    private static int littleEndian(String dotted) {
        List<String> parts = SysfsText.words(dotted.replace('.', ' '));
        int value = 0;
        for (int i = 0; i < 4 && i < parts.size(); i++) {
            value |= ((int) SysDirectory.parse(parts.get(i), 10, 0) & 0xff) << 8 * i;
        }
        return value;
    }

    private static void ipv6Routes(@Nullable String routes, Map<String, Set<String>> uses) {
        for (List<String> words : rows(routes, 10)) {
            long flags = SysDirectory.parse(words.get(8), 16, 0);
            boolean ordinary = (flags & (RTF_REJECT | RTF_LOCAL)) == 0;
            if (ordinary && !words.get(0).startsWith("ff") && !words.get(0).startsWith("fe80")) {
                use(
                        uses,
                        words.get(9),
                        words.get(1).equals("00") ? "carries the IPv6 default route" : "carries an IPv6 route");
            }
        }
    }

    private static void ipv6Addresses(@Nullable String addresses, Map<String, Set<String>> uses) {
        for (List<String> words : rows(addresses, 6)) {
            if (words.get(0).length() == 32 && SysDirectory.parse(words.get(3), 16, 0) != LINK_LOCAL_SCOPE) {
                use(uses, words.get(5), "has the address " + colons(words.get(0)));
            }
        }
    }

    /** {@return an address of 32 digits as people write it (RFC 5952): the longest run of zeros left out} */
    static String colons(String digits) {
        int[] parts = new int[8];
        for (int i = 0; i < 8; i++) {
            parts[i] = (int) SysDirectory.parse(digits.substring(4 * i, 4 * i + 4), 16, 0);
        }
        int start = 8;
        int length = 1;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && parts[end] == 0) {
                end++;
            }
            if (end - i > length) {
                start = i;
                length = end - i;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":");
                text.append(Integer.toHexString(parts[i]));
            }
        }
        return text.toString();
    }

    private static void use(Map<String, Set<String>> uses, String link, String how) {
        Set<String> known = uses.get(link);
        if (known != null) {
            known.add(how);
        }
    }

    private static List<List<String>> rows(@Nullable String table, int columns) {
        return table == null
                ? List.of()
                : table.lines()
                        .map(SysfsText::words)
                        .filter(words -> words.size() >= columns)
                        .toList();
    }
}
