package dev.plumbline.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.vfio.PciId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VendorFactsTest {
    private static final VendorFacts FACTS = VendorFacts.known();

    @Test
    void everyFactHasASourceAndAppliesToSomething() {
        assertThat(all()).isNotEmpty().allSatisfy(fact -> {
            assertThat(fact.code()).isNotBlank();
            assertThat(fact.text()).isNotBlank();
            assertThat(fact.source()).as(fact.code()).hasSizeGreaterThan(20);
            assertThat(fact.devices().isEmpty() && fact.classes().isEmpty())
                    .as(fact.code() + " applies to everything")
                    .isFalse();
        });
    }

    @Test
    void noTwoQuirksHaveOneCode() {
        assertThat(FACTS.quirks()).extracting(Fact::code).doesNotHaveDuplicates();
    }

    @Test
    void classesAreWrittenAsTheKernelWritesThem() {
        assertThat(all().stream().flatMap(fact -> fact.classes().stream()))
                .allMatch(text -> text.matches("0x[0-9a-f]{4}"));
    }

    @Test
    void devicesAreAVendorsOneARangeOrAll() {
        IdPattern range = IdPattern.parse("10de:2340-237f");
        assertThat(range.matches(id(0x10de, 0x2340))).isTrue();
        assertThat(range.matches(id(0x10de, 0x237f))).isTrue();
        assertThat(range.matches(id(0x10de, 0x2330))).isFalse();
        assertThat(range.matches(id(0x1002, 0x2342))).isFalse();
        assertThat(IdPattern.parse("10de:22a3").matches(id(0x10de, 0x22a3))).isTrue();
        assertThat(IdPattern.parse("10de:*").matches(id(0x10de, 0xffff))).isTrue();
        assertThat(IdPattern.parse("10de:*").matches(id(0x10de, PciId.UNKNOWN))).isFalse();
        for (String wrong : List.of("10de", "10DE:22a3", "10de:22a", "10de:22a3-", "*:22a3", "")) {
            assertThatThrownBy(() -> IdPattern.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static PciId id(int vendor, int device) {
        return new PciId(0x030200, vendor, device, PciId.UNKNOWN, PciId.UNKNOWN);
    }

    private static List<Fact> all() {
        return Stream.of(FACTS.companions(), FACTS.cards(), FACTS.fabrics(), FACTS.mig(), FACTS.quirks())
                .flatMap(List::stream)
                .toList();
    }
}
