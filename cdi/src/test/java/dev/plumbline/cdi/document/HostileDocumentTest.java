package dev.plumbline.cdi.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Documents that are meant to do harm: refused, with the reason, before they have cost much. */
@Timeout(20)
class HostileDocumentTest {
    private static final String HEAD = "cdiVersion: '0.3.0'\nkind: a.b/c\n";

    @ParameterizedTest
    @EnumSource(DocumentFormat.class)
    void whatIsTooLargeIsRefused(DocumentFormat format) {
        assertThat(only(" ".repeat(Limits.BYTES) + "{}", format)).isEqualTo(FaultCode.TOO_LARGE);
    }

    @ParameterizedTest
    @EnumSource(DocumentFormat.class)
    void whatIsTooDeepIsRefused(DocumentFormat format) {
        assertThat(only("[".repeat(1_000_000), format)).isEqualTo(FaultCode.TOO_DEEP);
        assertThat(only("{\"a\":".repeat(500_000), format)).isEqualTo(FaultCode.TOO_DEEP);
    }

    @Test
    void blocksThatAreTooDeepAreRefused() {
        assertThat(only("- ".repeat(1_000_000), DocumentFormat.YAML)).isEqualTo(FaultCode.TOO_DEEP);
        assertThat(only("? ".repeat(1_000_000), DocumentFormat.YAML)).isIn(FaultCode.TOO_DEEP, FaultCode.SYNTAX);
    }

    @ParameterizedTest
    @EnumSource(DocumentFormat.class)
    void whatHasTooManyValuesIsRefused(DocumentFormat format) {
        assertThat(only("[" + "0,".repeat(300_000) + "0]", format)).isEqualTo(FaultCode.TOO_LARGE);
    }

    @Test
    void aliasesThatMultiplyAreRefused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 20; i++) {
            bomb.append("a").append(i).append(": &a").append(i).append(" [");
            bomb.append(("*a" + (i - 1) + ",").repeat(10)).append("]\n");
        }
        assertThat(only(bomb.toString(), DocumentFormat.YAML)).isEqualTo(FaultCode.TOO_LARGE);
    }

    @Test
    void aliasesOfDevicesAreCountedWithWhatIsInThem() {
        String text = HEAD + "x: &d {name: d, containerEdits: {env: [" + "A=1,".repeat(1000) + "]}}\ndevices: ["
                + "*d,".repeat(1000) + "]\n";
        assertThat(only(text, DocumentFormat.YAML)).isEqualTo(FaultCode.TOO_LARGE);
    }

    @Test
    void nobodyReadsThousandsOfFaults() {
        StringBuilder text = new StringBuilder(HEAD);
        for (int i = 0; i < 50_000; i++) {
            text.append("field").append(i).append(": 1\n");
        }
        ParsedDocument parsed = DocumentParser.parse(text.toString(), DocumentFormat.YAML);
        assertThat(parsed.faults()).hasSize(101);
        assertThat(parsed.faults().get(100).code()).isEqualTo(FaultCode.MORE_FAULTS);
    }

    @Test
    void tagsLoadNothing() {
        for (String tag :
                new String[] {"!!javax.script.ScriptEngineManager", "!!java.net.URL", "!<tag:yaml.org,2002:binary>"}) {
            assertThat(only("kind: " + tag + " [!!x [http://127.0.0.1:1/]]", DocumentFormat.YAML))
                    .isEqualTo(FaultCode.YAML_TAG);
        }
    }

    @Test
    void longNumbersAndNamesTakeNoTime() {
        assertThat(DocumentParser.parse(HEAD + "devices: " + "9".repeat(1_000_000), DocumentFormat.YAML)
                        .ok())
                .isFalse();
        assertThat(DocumentParser.parse("{\"kind\": " + "9".repeat(1_000_000) + "}", DocumentFormat.JSON)
                        .ok())
                .isFalse();
        assertThat(DocumentParser.parse("{\"kind\": 1e999999999}", DocumentFormat.JSON)
                        .ok())
                .isFalse();
        String name = "a-".repeat(20_000);
        ParsedDocument parsed = DocumentParser.parse(
                "{\"annotations\": {\"" + name + "\": \"x\"}, \"devices\": [{\"name\": \"" + name + "\"}]}",
                DocumentFormat.JSON);
        assertThat(parsed.faults())
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(fault -> assertThat(fault.text()).hasSizeLessThan(1000));
    }

    @Test
    void aFloodOfAnnotationsIsRefused() {
        StringBuilder text = new StringBuilder("""
                cdiVersion: '0.6.0'
                kind: a.b/c
                devices: [{name: d, containerEdits: {env: [A=1]}}]
                annotations:
                """);
        for (int i = 0; i < 10_000; i++) {
            text.append("  key").append(i).append(": ").append("v".repeat(50)).append('\n');
        }
        assertThat(only(text.toString(), DocumentFormat.YAML)).isEqualTo(FaultCode.TOO_LARGE);
    }

    private static FaultCode only(String text, DocumentFormat format) {
        ParsedDocument parsed = DocumentParser.parse(text, format);
        assertThat(parsed.faults()).hasSize(1);
        return parsed.faults().get(0).code();
    }
}
