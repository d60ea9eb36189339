package dev.plumbline.cdi.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.cdi.Definition;
import dev.plumbline.cdi.document.ContainerEdits;
import dev.plumbline.cdi.document.Document;
import dev.plumbline.cdi.document.DocumentTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts devices into OCI specs. All or nothing: a spec comes out with all the devices, or none comes out. To put the same devices
 * in again changes nothing. Neither the spec that goes in nor the documents are changed, so that what is found on the host for
 * one container, such as a node's numbers, is not kept for another.
 *
 * <p>Thread-safe.
 */
public final class Injector {
    private final HostNodes nodes;

    /** Creates an injector that looks device nodes up in one place. */
    public Injector(HostNodes nodes) {
        this.nodes = nodes;
    }

    /**
     * {@return the spec with the devices: of each document what it does for any of its devices, once, then the device}
     *
     * @param spec an OCI runtime spec
     * @param devices the devices, in the order in which they are put in; one that is there twice counts once
     * @throws dev.plumbline.host.PlumblineException {@code BAD_OCI_SPEC}, {@code DEVICE_NODE_MISSING}, {@code
     *     DEVICE_TYPE_DIFFERS}, {@code NOT_A_DEVICE_NODE}, {@code INTERFACE_NAME_TAKEN}
     */
    public ObjectNode inject(JsonNode spec, List<Definition> devices) {
        OciSpec copy = OciSpec.copyOf(spec);
        List<ContainerEdits> edits = inOrder(devices);
        ProcessEdits process = new ProcessEdits(copy);
        NetDeviceEdits interfaces = new NetDeviceEdits(copy);
        HookEdits hooks = new HookEdits(copy);
        for (ContainerEdits one : edits) {
            one.env().forEach(process::env);
            one.netDevices().forEach(interfaces::add);
            one.hooks().forEach(hooks::add);
            if (one.intelRdt() != null) {
                copy.object("linux").set("intelRdt", DocumentTree.rdt(one.intelRdt()));
            }
            process.groups(one.additionalGids());
        }
        new DeviceEdits(copy, nodes)
                .add(edits.stream().flatMap(one -> one.deviceNodes().stream()).toList());
        new MountEdits(copy)
                .add(edits.stream().flatMap(one -> one.mounts().stream()).toList());
        return copy.root();
    }

    private static List<ContainerEdits> inOrder(List<Definition> devices) {
        List<ContainerEdits> edits = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Set<Document> documents = new HashSet<>();
        for (Definition definition : devices) {
            if (names.add(definition.name())) {
                if (documents.add(definition.document())) {
                    edits.add(definition.document().containerEdits());
                }
                edits.add(definition.device().containerEdits());
            }
        }
        return edits;
    }
}
