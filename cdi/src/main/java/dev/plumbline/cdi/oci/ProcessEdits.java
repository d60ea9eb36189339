package dev.plumbline.cdi.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;

/** Environment and groups of the container's process. */
final class ProcessEdits {
    private final OciSpec spec;

    ProcessEdits(OciSpec spec) {
        this.spec = spec;
    }

    /** Sets a variable where it is set already, or behind the others. */
    void env(String variable) {
        ArrayNode env = spec.list(spec.object("process"), "env", "/process/env");
        String start = variable.substring(0, variable.indexOf('=') + 1);
        boolean set = false;
        for (int i = 0; i < env.size(); i++) {
            if (!env.get(i).asText().startsWith(start)) {
                continue;
            }
            if (set) {
                env.remove(i--);
            } else {
                env.set(i, variable);
                set = true;
            }
        }
        if (!set) {
            env.add(variable);
        }
    }

    void groups(List<Long> gids) {
        for (long gid : gids) {
            if (gid != 0) {
                ArrayNode all =
                        spec.list(spec.object("process", "user"), "additionalGids", "/process/user/additionalGids");
                JsonNode group = OciSpec.number(gid);
                boolean there = false;
                for (JsonNode other : all) {
                    there |= other.equals(group);
                }
                if (!there) {
                    all.add(group);
                }
            }
        }
    }
}
