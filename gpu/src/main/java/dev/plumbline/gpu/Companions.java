package dev.plumbline.gpu;

import dev.plumbline.gpu.Companion.Place;
import dev.plumbline.vfio.PciDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds what belongs to a GPU.
 *
 * @param tree the host's functions
 * @param facts what is known of vendors' devices
 */
record Companions(PciTree tree, VendorFacts facts) {
    private static final String UNKNOWN = "function";

    /** {@return the companions of a GPU in order of address; a virtual function has none} */
    List<Companion> of(PciDevice gpu) {
        List<Companion> found = new ArrayList<>();
        if (gpu.sriov().isVf()) {
            return found;
        }
        Optional<PciDevice> card = card(gpu);
        for (PciDevice other : tree.inventory().devices()) {
            if (other.equals(gpu) || !other.isEndpoint() || other.sriov().isVf()) {
                continue;
            }
            boolean slot = PciTree.sameSlot(gpu.bdf(), other.bdf()) && belongs(other, gpu);
            Optional<Fact> fabric = VendorFacts.first(facts.fabrics(), other).filter(fact -> fact.serves(gpu));
            if (slot || (card.isPresent() && card.equals(card(other)))) {
                found.add(new Companion(other, role(other), slot ? Place.SLOT : Place.CARD));
            } else if (fabric.isPresent()) {
                found.add(new Companion(other, fabric.get().code(), Place.HOST));
            }
        }
        return found;
    }

    /**
     * A processor with graphics has the platform's own functions in the same slot: with another vendor's number, and in IOMMU
     * groups of their own.
     */
    private static boolean belongs(PciDevice other, PciDevice gpu) {
        return other.id().vendor() == gpu.id().vendor()
                || other.group() != null && other.group().equals(gpu.group());
    }

    /** The upstream port of the switch on the card that a function is on, where the card has one. */
    private Optional<PciDevice> card(PciDevice function) {
        return tree.above(function).stream()
                .filter(bridge -> VendorFacts.first(facts.cards(), bridge).isPresent())
                .findFirst();
    }

    private String role(PciDevice function) {
        if (GpuInventory.isGpu(function)) {
            return "gpu";
        }
        return VendorFacts.first(facts.companions(), function).map(Fact::code).orElse(UNKNOWN);
    }
}
