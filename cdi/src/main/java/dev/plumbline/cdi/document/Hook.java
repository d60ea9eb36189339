package dev.plumbline.cdi.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program that the runtime runs.
 *
 * @param hookName when: {@code prestart}, {@code createRuntime}, {@code createContainer}, {@code startContainer}, {@code
 *     poststart} or {@code poststop}
 * @param path the program, an absolute path
 * @param args its arguments, the program's own name first
 * @param env its environment, {@code NAME=value}
 * @param timeout seconds before it is ended, more than 0; unlimited when absent
 */
public record Hook(
        String hookName,
        String path,
        List<String> args,
        List<String> env,
        @Nullable Long timeout) {
    public Hook {
        args = List.copyOf(args);
        env = List.copyOf(env);
    }
}
