package dev.plumbline.runtime;

import dev.plumbline.host.change.Inspection.Difference;
import java.util.List;

/**
 * What looking at a sandbox again found.
 *
 * @param sandbox its name
 * @param ok whether all is as it was attached
 * @param differences in which respects it is not
 */
public record VerifyReport(String sandbox, boolean ok, List<Difference> differences) {
    public VerifyReport {
        differences = List.copyOf(differences);
    }
}
