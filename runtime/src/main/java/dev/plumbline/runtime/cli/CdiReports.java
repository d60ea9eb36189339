package dev.plumbline.runtime.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.cdi.Catalog;
import dev.plumbline.cdi.CatalogFault;
import dev.plumbline.cdi.Definition;
import dev.plumbline.cdi.document.DocumentTree;
import dev.plumbline.cdi.document.Fault;
import dev.plumbline.cdi.document.SpecVersion;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the {@code plumb cdi} commands print, by the names that their JSON has. */
final class CdiReports {
    private CdiReports() {}

    record Validation(boolean ok, List<ValidatedFile> files) {
        static Validation of(List<ValidatedFile> files) {
            return new Validation(files.stream().allMatch(ValidatedFile::ok), files);
        }
    }

    record ValidatedFile(String file, boolean ok, @Nullable String minimumVersion, List<Fault> errors) {
        static ValidatedFile of(String file, @Nullable SpecVersion minimum, List<Fault> errors) {
            return new ValidatedFile(file, errors.isEmpty(), minimum == null ? null : minimum.toString(), errors);
        }
    }

    record Listing(List<ListedDevice> devices, List<ListedFault> errors) {
        static Listing of(Catalog catalog) {
            return new Listing(
                    catalog.usable().stream()
                            .map(one -> ListedDevice.of(one, catalog))
                            .toList(),
                    catalog.faults().stream().map(ListedFault::of).toList());
        }
    }

    record ListedDevice(String name, String file, boolean shadowed, List<String> shadows) {
        static ListedDevice of(Definition one, Catalog catalog) {
            return new ListedDevice(one.name(), one.file().toString(), catalog.isShadowed(one), hidden(one, catalog));
        }
    }

    record ListedFault(String file, String path, String code, String text) {
        static ListedFault of(CatalogFault fault) {
            return new ListedFault(fault.file().toString(), fault.path(), fault.code(), fault.text());
        }
    }

    record ShownDevice(
            String name,
            String file,
            List<String> shadows,
            String cdiVersion,
            Map<String, String> annotations,
            JsonNode containerEdits,
            Map<String, String> documentAnnotations,
            JsonNode documentEdits) {
        static ShownDevice of(Definition one, Catalog catalog) {
            return new ShownDevice(
                    one.name(),
                    one.file().toString(),
                    hidden(one, catalog),
                    one.document().cdiVersion(),
                    one.device().annotations(),
                    DocumentTree.of(one.device().containerEdits()),
                    one.document().annotations(),
                    DocumentTree.of(one.document().containerEdits()));
        }
    }

    /** What generating a document to a file came to. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Generated(String file, List<String> devices) {}

    /** The files whose definitions a definition hides. */
    static List<String> hidden(Definition one, Catalog catalog) {
        return catalog.isShadowed(one)
                ? List.of()
                : catalog.definitions(one.name()).stream()
                        .filter(other -> other.priority() < one.priority())
                        .map(other -> other.file().toString())
                        .toList();
    }
}
