package dev.plumbline.runtime.cli;

import dev.plumbline.cdi.vfio.VfioFunction;
import dev.plumbline.host.Problem;
import dev.plumbline.host.Sysroot;
import java.util.List;

/** Where the facts about VFIO devices come from. */
interface VfioFacts {
    /** What this build has. */
    VfioFacts INSTALLED = (sysroot, addresses, gpus) -> {
        throw Problem.refused("UNSUPPORTED", "plumb cdi generate", "this build cannot read the host's PCI devices")
                .fix("write the document by hand, docs/cdi.md has one")
                .exception();
    };

    /**
     * {@return functions that can be passed through, with their groups}
     *
     * @param sysroot where {@code /sys} is read
     * @param addresses the functions; none for {@code gpus}
     * @param gpus all GPUs and accelerators
     */
    List<VfioFunction> functions(Sysroot sysroot, List<String> addresses, boolean gpus);
}
