package dev.plumbline.sriov;

import dev.plumbline.host.Problem;
import dev.plumbline.host.Sysroot;
import dev.plumbline.vfio.Bdf;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A physical function as somebody named it.
 *
 * @param bdf its address
 * @param link the link that it was named by, and that is meant where it has several; null when it was named by address
 */
public record PfName(Bdf bdf, @Nullable String link) {
    private static final int LONGEST_LINK = 15;

    /**
     * {@return the function that a text names: by its address, which may be short, or by one of its links}
     *
     * @throws dev.plumbline.host.PlumblineException BAD_INPUT when it can be neither; NOT_FOUND when there is no such link
     */
    public static PfName of(Sysroot sysroot, String text) {
        Optional<Bdf> bdf = Bdf.find(text);
        if (bdf.isPresent()) {
            return new PfName(bdf.get(), null);
        }
        boolean possible = !text.isEmpty()
                && text.length() <= LONGEST_LINK
                && !text.equals(".")
                && !text.equals("..")
                && text.chars().noneMatch(c -> c == '/' || c == ':' || Character.isWhitespace(c));
        if (!possible) {
            throw Problem.badInput(
                            "BAD_PF", "'" + text + "'", "neither the address of a PCI function nor the name of a link")
                    .fix("give it as 0000:3b:00.0, 3b:00.0 or, for example, eth0")
                    .exception();
        }
        return Netdev.deviceOf(sysroot, text)
                .flatMap(Bdf::find)
                .map(found -> new PfName(found, text))
                .orElseThrow(() -> Problem.notFound("NOT_FOUND", text, "no PCI function has a link of this name here")
                        .fix("'vfio-bind list --class net' shows the functions and their links")
                        .exception());
    }
}
