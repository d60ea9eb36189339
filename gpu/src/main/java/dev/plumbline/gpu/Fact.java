package dev.plumbline.gpu;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.plumbline.vfio.PciDevice;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that is known of some devices, in words for people, and where it is known from. It applies to a device that all of
 * the given conditions are true of.
 *
 * @param code a stable word for programs
 * @param devices which devices; any when there are none
 * @param classes base class and subclass, {@code 0x0300}; any when there are none
 * @param address bus, device and function, {@code 00:02.0}; any when null
 * @param of for devices that serve others: which ones
 * @param text what is known, about "it"
 * @param fix what to do about it, if anything
 * @param property what QEMU's vfio-pci has to be told because of it, if anything
 * @param source who says so
 */
public record Fact(
        String code,
        List<IdPattern> devices,
        List<String> classes,
        @Nullable String address,
        List<IdPattern> of,
        String text,
        @Nullable String fix,
        @Nullable Property property,
        String source) {

    /**
     * A property of QEMU's {@code vfio-pci}.
     *
     * @param name its name
     * @param value its value; null for the number of the device's clique
     * @param when when it is needed
     */
    public record Property(String name, @Nullable String value, When when) {}

    /** When a property is needed. */
    public enum When {
        /** Always. */
        @JsonProperty("always")
        ALWAYS,
        /** When the guest has several of them that reach each other directly: they are a clique. */
        @JsonProperty("peers")
        PEERS
    }

    public Fact {
        devices = orNone(devices);
        classes = orNone(classes);
        of = orNone(of);
    }

    private static <T> List<T> orNone(@Nullable Collection<T> given) {
        return given == null ? List.of() : List.copyOf(given);
    }

    /** {@return whether it is true of a device} */
    public boolean appliesTo(PciDevice device) {
        return (devices.isEmpty() || devices.stream().anyMatch(pattern -> pattern.matches(device.id())))
                && (classes.isEmpty() || classes.contains(subclass(device)))
                && (address == null || device.bdf().toString().endsWith(":" + address));
    }

    /** {@return whether a device that it is true of serves this one} */
    public boolean serves(PciDevice device) {
        return of.stream().anyMatch(pattern -> pattern.matches(device.id()));
    }

    private static String subclass(PciDevice device) {
        return "0x" + HexFormat.of().toHexDigits((short) device.id().subclass()).toLowerCase(Locale.ROOT);
    }
}
