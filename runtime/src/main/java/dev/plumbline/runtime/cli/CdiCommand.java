package dev.plumbline.runtime.cli;

import picocli.CommandLine.Command;

/** {@code plumb cdi}. */
@Command(
        name = "cdi",
        description = "Devices that CDI documents define: which there are, why one is not, and containers with them.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            CdiValidateCommand.class,
            CdiListCommand.class,
            CdiShowCommand.class,
            CdiAnnotationsCommand.class,
            CdiAnnotateCommand.class,
            CdiInjectCommand.class,
            CdiGenerateCommand.class,
            CdiWhyCommand.class
        })
final class CdiCommand {}
