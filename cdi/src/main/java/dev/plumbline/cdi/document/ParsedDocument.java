package dev.plumbline.cdi.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What reading a document came to.
 *
 * @param partial what could be read, right or wrong; nothing when there is no tree
 * @param faults all that is wrong, in the order of the document's parts; empty when the document is valid
 * @param tree the document as it was written; missing when that is neither JSON nor YAML. Not to be changed
 */
public record ParsedDocument(@Nullable Document partial, List<Fault> faults, JsonNode tree) {
    public ParsedDocument {
        faults = List.copyOf(faults);
    }

    /** {@return something that could not be read at all} */
    public static ParsedDocument unusable(Fault fault) {
        return new ParsedDocument(null, List.of(fault), MissingNode.getInstance());
    }

    /** {@return whether nothing is wrong} */
    public boolean ok() {
        return faults.isEmpty();
    }

    /** {@return the document, if it is valid} */
    public Optional<Document> document() {
        return ok() ? Optional.ofNullable(partial) : Optional.empty();
    }

    /** {@return the lowest version that what could be read needs; nothing when nothing could be read} */
    public Optional<SpecVersion> minimumVersion() {
        return Optional.ofNullable(partial)
                .map(document -> VersionNeed.of(document).version());
    }
}
