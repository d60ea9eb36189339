package dev.plumbline.runtime.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.cdi.Definition;
import dev.plumbline.cdi.oci.HostNodes;
import dev.plumbline.cdi.oci.Injector;
import dev.plumbline.cdi.oci.OciText;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code plumb cdi inject}. */
@Command(
        name = "inject",
        description = "Prints an OCI runtime spec with devices put into it; the file is not touched.",
        mixinStandardHelpOptions = true)
final class CdiInjectCommand extends CdiVerb {
    @Mixin
    private CdiDirectories directories = new CdiDirectories();

    CdiInjectCommand(Output output) {
        super(output);
    }

    @Parameters(index = "0", paramLabel = "OCI.json", description = "The spec; - for stdin.")
    private String file = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "VENDOR/CLASS=NAME", description = "The devices.")
    private List<String> names = List.of();

    @Override
    public Integer call() {
        JsonNode spec = OciText.parse(CdiOptions.bytes(file), file);
        List<Definition> devices = directories.registry().resolve(names);
        return output.raw(OciText.of(new Injector(HostNodes.host()).inject(spec, devices)));
    }
}
