package dev.plumbline.vfio.cli;

import dev.plumbline.host.Sysroot;
import dev.plumbline.vfio.HostDevices;
import java.io.File;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A {@code vfio-bind list} with nothing unusual about its options, done without picocli: the class files of that are of a
 * format that the JVM keeps in no class-data archive, and loading them takes three times as long as listing.
 */
final class QuickList {
    private static final Set<String> OPTIONS =
            Set.of("--sysroot", "--state", "--timeout", "--class", "--driver", "--group");

    private QuickList() {}

    /** {@return the exit code, or null when this is a case for picocli} */
    static @Nullable Integer run(Output output, String... arguments) {
        Map<String, String> options = arguments.length > 0 && arguments[0].equals("list") ? options(arguments) : null;
        if (options == null || options.containsKey("--timeout")) {
            return null;
        }
        String rootName = options.getOrDefault("--sysroot", "/");
        if (!new File(rootName).isDirectory()) {
            return null;
        }
        Path root = Path.of(rootName);
        String classes = options.getOrDefault("--class", "");
        Path state = Path.of(options.getOrDefault("--state", HostDevices.DEFAULT_STATE.toString()));
        try {
            DeviceList list = new DeviceList(
                    classes.isEmpty() ? List.of() : List.of(classes.split(",", -1)),
                    options.getOrDefault("--driver", ""),
                    options.getOrDefault("--group", ""));
            return list.print(
                    output, HostDevices.of(new Sysroot(root.toAbsolutePath().normalize()), state));
        } catch (RuntimeException e) {
            return output.failure(e);
        }
    }

    private static @Nullable Map<String, String> options(String... arguments) {
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i < arguments.length; i++) {
            String word = arguments[i];
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            if (word.equals("--json")) {
                continue;
            }
            boolean given = equals >= 0 || (i + 1 < arguments.length && !arguments[i + 1].startsWith("-"));
            if (!OPTIONS.contains(name) || !given || options.containsKey(name)) {
                return null;
            }
            options.put(name, equals >= 0 ? word.substring(equals + 1) : arguments[++i]);
        }
        return options;
    }
}
