package dev.plumbline.runtime.cli;

import picocli.CommandLine.Command;

/** {@code plumb vhost-user}. */
@Command(
        name = "vhost-user",
        description = "Software switches that speak vhost-user, and a back-end of our own.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {VhostUserProbeCommand.class, VhostUserServeCommand.class},
        mixinStandardHelpOptions = true)
final class VhostUserCommand {}
