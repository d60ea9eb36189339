package dev.plumbline.cdi.document;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules that edits must keep, each fault at its place. */
final class EditsRules {
    private static final Set<String> DEVICE_TYPES = Set.of("", "b", "c", "u", "p");
    private static final Set<String> HOOKS =
            Set.of("prestart", "createRuntime", "createContainer", "startContainer", "poststart", "poststop");
    /** A file name has at most 255 bytes and a path 4095, whatever resctrl would take. */
    private static final int LONGEST_CLOS_ID = 4095;
    /** IFNAMSIZ of linux/if.h, less the NUL. */
    private static final int LONGEST_INTERFACE = 15;

    private final Faults faults;
    private final PathRules paths;

    EditsRules(Faults faults) {
        this.faults = faults;
        this.paths = new PathRules(faults);
    }

    void check(ContainerEdits edits, String at) {
        env(edits.env(), at + "/env");
        for (int i = 0; i < edits.deviceNodes().size(); i++) {
            node(edits.deviceNodes().get(i), at + "/deviceNodes/" + i);
        }
        netDevices(edits.netDevices(), at + "/netDevices");
        for (int i = 0; i < edits.hooks().size(); i++) {
            hook(edits.hooks().get(i), at + "/hooks/" + i);
        }
        for (int i = 0; i < edits.mounts().size(); i++) {
            mount(edits.mounts().get(i), at + "/mounts/" + i);
        }
        IntelRdt rdt = edits.intelRdt();
        if (rdt != null && rdt.closId() != null) {
            closId(rdt.closId(), at + "/intelRdt/closID");
        }
    }

    private void env(List<String> env, String at) {
        for (int i = 0; i < env.size(); i++) {
            String place = Pointer.to(at, i);
            String variable = env.get(i);
            if (!faults.at(place) && variable.indexOf('=') <= 0) {
                faults.add(
                        place,
                        FaultCode.BAD_ENV,
                        Printable.quoted(variable) + " is no environment variable: it must be NAME=value");
            }
        }
    }

    private void node(DeviceNode node, String at) {
        required(at + "/path", node.path());
        paths.absolute(at + "/path", node.path());
        if (node.hostPath() != null) {
            paths.absolute(at + "/hostPath", node.hostPath());
        }
        String type = node.typeOrEmpty();
        if (!DEVICE_TYPES.contains(type) && !faults.at(at + "/type")) {
            faults.add(
                    at + "/type",
                    FaultCode.BAD_DEVICE_TYPE,
                    Printable.quoted(type) + " is no type of device node: it is one of b, c, u and p");
        }
        String permissions = node.permissions();
        if (permissions != null
                && !permissions.equals("none")
                && !permissions.chars().allMatch(c -> "rwm".indexOf(c) >= 0)) {
            faults.add(
                    at + "/permissions",
                    FaultCode.BAD_PERMISSIONS,
                    Printable.quoted(permissions) + " are no permissions: they are letters of rwm, or \"none\"");
        }
    }

    private void netDevices(List<NetDevice> devices, String at) {
        Map<String, Integer> hosts = new HashMap<>();
        Map<String, Integer> names = new HashMap<>();
        for (int i = 0; i < devices.size(); i++) {
            interfaceName(devices.get(i).hostInterfaceName(), i, at, "hostInterfaceName", hosts);
            interfaceName(devices.get(i).name(), i, at, "name", names);
        }
    }

    private void interfaceName(String name, int i, String at, String field, Map<String, Integer> seen) {
        String place = at + "/" + i + "/" + field;
        required(place, name);
        if (faults.at(place) || faults.at(Pointer.to(at, i))) {
            return;
        }
        if (name.length() > LONGEST_INTERFACE
                || name.equals(".")
                || name.equals("..")
                || name.chars().anyMatch(c -> c <= ' ' || c == 0x7f || c == '/' || c == ':')) {
            faults.add(
                    place,
                    FaultCode.BAD_INTERFACE,
                    Printable.quoted(name) + " is no name of a network interface: 1 to " + LONGEST_INTERFACE
                            + " characters, none of them white space, '/' or ':'");
            return;
        }
        Integer other = seen.putIfAbsent(name, i);
        if (other != null) {
            faults.add(
                    place,
                    FaultCode.DUPLICATE_INTERFACE,
                    Printable.quoted(name) + " is the " + field + " of " + at + "/" + other + ", too");
        }
    }

    private void hook(Hook hook, String at) {
        required(at + "/hookName", hook.hookName());
        if (!hook.hookName().isEmpty() && !HOOKS.contains(hook.hookName())) {
            faults.add(
                    at + "/hookName",
                    FaultCode.BAD_HOOK,
                    Printable.quoted(hook.hookName()) + " is no hook: it is one of prestart, createRuntime,"
                            + " createContainer, startContainer, poststart and poststop");
        }
        required(at + "/path", hook.path());
        paths.absolute(at + "/path", hook.path());
        env(hook.env(), at + "/env");
        Long timeout = hook.timeout();
        if (timeout != null && timeout <= 0) {
            faults.add(at + "/timeout", FaultCode.OUT_OF_RANGE, "a timeout is more than 0 seconds");
        }
    }

    private void mount(Mount mount, String at) {
        required(at + "/hostPath", mount.hostPath());
        required(at + "/containerPath", mount.containerPath());
        if (isOfTheHost(mount)) {
            paths.absolute(at + "/hostPath", mount.hostPath());
        } else {
            paths.source(at + "/hostPath", mount.hostPath());
        }
        paths.absolute(at + "/containerPath", mount.containerPath());
        for (int i = 0; i < mount.options().size(); i++) {
            paths.line(at + "/options/" + i, mount.options().get(i));
        }
        if (mount.type() != null) {
            paths.line(at + "/type", mount.type());
        }
    }

    /** Whether a mount's source is a path: not when it names a file system of another type. */
    private static boolean isOfTheHost(Mount mount) {
        String type = mount.type();
        return type == null
                || type.isEmpty()
                || type.equals("bind")
                || type.equals("none")
                || mount.options().contains("bind")
                || mount.options().contains("rbind");
    }

    private void closId(String closId, String at) {
        if (faults.at(at) || closId.equals("/")) {
            return;
        }
        if (closId.equals(".")
                || closId.equals("..")
                || closId.length() > LONGEST_CLOS_ID
                || closId.chars().anyMatch(c -> c == '/' || Character.isISOControl(c))) {
            faults.add(
                    at,
                    FaultCode.BAD_CLOS_ID,
                    Printable.quoted(closId)
                            + " is no class of service: it is a directory's name, or / for the root class");
        }
    }

    /** What documents made in code may lack; those that were read were looked at before. */
    private void required(String at, String text) {
        String owner = at.substring(0, at.lastIndexOf('/'));
        if (text.isEmpty() && !faults.at(at) && !faults.at(owner)) {
            faults.add(at, FaultCode.MISSING, "\"" + at.substring(owner.length() + 1) + "\" is required, but empty");
        }
    }
}
