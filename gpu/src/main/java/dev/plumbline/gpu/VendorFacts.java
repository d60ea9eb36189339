package dev.plumbline.gpu;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.plumbline.gpu.Fact.When;
import dev.plumbline.vfio.PciDevice;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is known of vendors' devices beyond what PCI says. The file {@code vendors.json} beside this class has it, each entry
 * with its source: a new device is a line there.
 *
 * @param companions what functions beside a GPU are; the code is the word for it
 * @param cards upstream ports of switches that sit on a card: what is behind one belongs together
 * @param fabrics devices that join GPUs
 * @param mig GPUs that can be cut into instances
 * @param quirks what to know before giving one to a VM
 */
public record VendorFacts(
        List<Fact> companions, List<Fact> cards, List<Fact> fabrics, List<Fact> mig, List<Fact> quirks) {
    private static final String FILE = "vendors.json";

    public VendorFacts {
        companions = List.copyOf(companions);
        cards = List.copyOf(cards);
        fabrics = List.copyOf(fabrics);
        mig = List.copyOf(mig);
        quirks = List.copyOf(quirks);
    }

    /** {@return what this release knows} */
    public static VendorFacts known() {
        try (InputStream file = Objects.requireNonNull(VendorFacts.class.getResourceAsStream(FILE), FILE)) {
            return new JsonMapper().readValue(file, VendorFacts.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // it is part of the program
        }
    }

    /** {@return the first of some facts that is true of a device} */
    static Optional<Fact> first(List<Fact> facts, PciDevice device) {
        return facts.stream().filter(fact -> fact.appliesTo(device)).findFirst();
    }

    /** {@return the quirks that a device has} */
    public List<Fact> quirksOf(PciDevice device) {
        return quirks.stream().filter(fact -> fact.appliesTo(device)).toList();
    }

    /**
     * {@return what vfio-pci must be told for a device, {@code name=value}}
     *
     * @param clique the number of the clique of GPUs that it is in, if there is one
     */
    public List<String> properties(PciDevice device, Optional<Integer> clique) {
        return quirksOf(device).stream()
                .flatMap(fact -> Stream.ofNullable(fact.property()))
                .filter(property -> property.when() == When.ALWAYS || clique.isPresent())
                .map(property -> property.name() + "="
                        + (property.value() == null ? clique.orElse(0).toString() : property.value()))
                .toList();
    }
}
