package dev.plumbline.sriov;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.host.change.Inspection;
import dev.plumbline.host.change.Inspection.Difference;
import dev.plumbline.host.change.Scope;
import dev.plumbline.host.change.Step;
import dev.plumbline.host.syscall.Errno;
import dev.plumbline.netlink.NetlinkException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Sets what a physical function decides about one of its virtual functions: one request a setting, in the order of {@link
 * VfSetting}, so that a refusal names the one that it is about. All is read back, since some drivers (iavf, i40e) answer
 * before they have done it. The scope provides {@link VfAdmin}.
 *
 * @param pf the link that it is set through
 * @param vf the virtual function's number, from 0
 * @param wanted what it is to have
 * @param before what it had of these
 */
public record SetVf(PfLink pf, int vf, Map<VfSetting, String> wanted, Map<VfSetting, String> before) implements Step {
    /** How long a driver may take to do what it has accepted, and may be too busy with a reset to accept anything. */
    private static final Duration SETTLES = Duration.ofSeconds(2);

    private static final long PAUSE_MILLIS = 50;
    private static final String NO_MAC = "00:00:00:00:00:00";

    public SetVf {
        wanted = Collections.unmodifiableMap(new TreeMap<>(wanted));
        before = Collections.unmodifiableMap(new TreeMap<>(before));
    }

    /**
     * {@return the step from what a virtual function has to what is wanted}
     *
     * @param has what its driver reports
     * @throws PlumblineException REFUSED when the driver does not report a wanted setting: it could not be given back
     */
    public static SetVf from(Map<VfSetting, String> has, PfLink pf, int vf, Map<VfSetting, String> wanted) {
        Map<VfSetting, String> before = new TreeMap<>();
        for (VfSetting setting : wanted.keySet()) {
            String value = has.get(setting);
            if (value == null) {
                throw Problem.refused(
                                "VF_SETTING_UNSUPPORTED",
                                "vf " + vf + " of " + pf,
                                "the driver does not report " + setting.word() + " of its virtual functions")
                        .because("what is not reported could not be given back")
                        .fix("leave out --" + setting.word())
                        .exception();
            }
            before.put(setting, value);
        }
        return new SetVf(pf, vf, wanted, before);
    }

    /**
     * {@return one step for this one and what an earlier one did to the same function, which it takes the place of}
     *
     * @param has what the driver reports: what somebody else has set since is left to them
     */
    SetVf since(SetVf earlier, Map<VfSetting, String> has) {
        Map<VfSetting, String> all = new TreeMap<>();
        Map<VfSetting, String> first = new TreeMap<>();
        earlier.wanted.forEach((setting, value) -> {
            if (value.equals(has.get(setting))) {
                all.put(setting, value);
                first.put(setting, earlier.before.getOrDefault(setting, value));
            }
        });
        all.putAll(wanted);
        before.forEach(first::putIfAbsent);
        return new SetVf(pf, vf, all, first);
    }

    @Override
    public String object() {
        return "vf " + vf + " of " + pf;
    }

    @Override
    public void apply(Scope scope) {
        VfAdmin admin = scope.get(VfAdmin.class);
        PfLink link = admin.find(pf)
                .orElseThrow(() -> Problem.notFound(
                                "PF_LINK_NOT_FOUND",
                                pf.name(),
                                "the physical function " + pf.device() + " has no link here")
                        .fix("bind its network driver, or take its link back into this namespace")
                        .exception());
        Deadline deadline = scope.deadline().within(SETTLES);
        Map<VfSetting, String> has = read(admin, link).orElseThrow(this::gone);
        for (Map.Entry<VfSetting, String> entry : wanted.entrySet()) {
            if (!entry.getValue().equals(has.get(entry.getKey()))) {
                set(admin, link, entry.getKey(), entry.getValue(), deadline);
            }
        }
        settle(admin, link, wanted, deadline);
    }

    private PlumblineException gone() {
        return Problem.notFound("VF_NOT_FOUND", object(), "there is no such virtual function")
                .fix("make it with 'vfio-bind vfs " + pf.device() + " --count N'")
                .exception();
    }

    private Optional<Map<VfSetting, String>> read(VfAdmin admin, PfLink link) {
        return admin.vfs(link).stream()
                .filter(found -> found.number() == vf)
                .findFirst()
                .map(VfSetting::of);
    }

    /** A driver that resets the function, or waits for its answer, wants to be asked again. */
    private void set(VfAdmin admin, PfLink link, VfSetting setting, String value, Deadline deadline) {
        String what = "set " + setting.word() + " of " + object() + " to " + value;
        while (true) {
            try {
                admin.set(what, link, setting.request(vf, value));
                return;
            } catch (NetlinkException e) {
                boolean busy = e.errno() == Errno.EAGAIN || e.errno() == Errno.EBUSY;
                if (!busy || deadline.passed()) {
                    throw refusal(setting, value, e);
                }
                pause(object());
            }
        }
    }

    private PlumblineException refusal(VfSetting setting, String value, NetlinkException e) {
        if (e.errno() == Errno.EPERM || e.isAbsent()) {
            return e;
        }
        boolean unsupported = e.errno() == Errno.EOPNOTSUPP;
        return Problem.refused(
                        unsupported ? "VF_SETTING_UNSUPPORTED" : "VF_SETTING_REFUSED",
                        object(),
                        unsupported
                                ? "the driver cannot set " + setting.word()
                                : "the driver refused " + setting.word() + " " + value)
                .because(e.problem().why())
                .fix(
                        unsupported
                                ? "leave out --" + setting.word()
                                : "see what the driver says in the last lines of dmesg about " + pf.device())
                .exception(e);
    }

    /** Waits until a virtual function has these values; one that does not take its address is told again. */
    private void settle(VfAdmin admin, PfLink link, Map<VfSetting, String> values, Deadline deadline) {
        while (true) {
            Map<VfSetting, String> has = read(admin, link).orElseThrow(this::gone);
            List<Difference> differences = differences(values, has);
            if (differences.isEmpty()) {
                return;
            }
            if (deadline.passed()) {
                Difference first = differences.get(0);
                throw Problem.refused("VF_DIFFERS", object(), "the driver accepted the settings and did not keep them")
                        .because(first.code() + ": expected " + first.expected() + ", found " + first.found())
                        .fix("see what the driver says in the last lines of dmesg about " + pf.device()
                                + "; some take an address only while the function's own link is down")
                        .exception();
            }
            pause(object());
            String mac = values.get(VfSetting.MAC);
            if (mac != null && !mac.equals(has.get(VfSetting.MAC))) {
                set(admin, link, VfSetting.MAC, mac, deadline);
            }
        }
    }

    private List<Difference> differences(Map<VfSetting, String> expected, Map<VfSetting, String> has) {
        List<Difference> differences = new ArrayList<>();
        expected.forEach((setting, value) -> {
            String found = has.getOrDefault(setting, "not reported");
            if (!value.equals(found)) {
                differences.add(new Difference(object(), setting.code(), value, found));
            }
        });
        return differences;
    }

    private static void pause(String object) {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.refused("INTERRUPTED", object, "interrupted while the driver changed it")
                    .exception(e);
        }
    }

    /** Gives back what was set, and leaves what somebody has set to something else since. */
    @Override
    public void undo(Scope scope) {
        VfAdmin admin = scope.get(VfAdmin.class);
        Optional<PfLink> link = admin.find(pf);
        Optional<Map<VfSetting, String>> has = link.flatMap(found -> read(admin, found));
        if (link.isEmpty() || has.isEmpty()) {
            return; // the function is gone, and its settings with it
        }
        Deadline deadline = scope.deadline().within(SETTLES);
        Map<VfSetting, String> back = new TreeMap<>();
        before.forEach((setting, value) -> {
            boolean ours = wanted.getOrDefault(setting, value).equals(has.get().get(setting));
            if (ours && !value.equals(wanted.get(setting)) && giveBack(admin, link.get(), setting, value, deadline)) {
                back.put(setting, value);
            }
        });
        settle(admin, link.get(), back, deadline);
    }

    /** Returns whether it was given back: an address that nobody had chosen is one that some drivers do not take. */
    private boolean giveBack(VfAdmin admin, PfLink link, VfSetting setting, String value, Deadline deadline) {
        try {
            set(admin, link, setting, value, deadline);
            return true;
        } catch (PlumblineException e) {
            if (setting == VfSetting.MAC && value.equals(NO_MAC) && e.getCause() instanceof NetlinkException refused) {
                if (refused.errno() == Errno.EINVAL || refused.errno() == Errno.EADDRNOTAVAIL) {
                    return false; // it goes with the function; no address of anybody's is in its place
                }
            }
            throw e;
        }
    }

    @Override
    public Inspection inspect(Scope scope) {
        VfAdmin admin = scope.get(VfAdmin.class);
        Optional<Map<VfSetting, String>> has = admin.find(pf).flatMap(link -> read(admin, link));
        return has.isEmpty()
                ? Inspection.absent(object(), "VF_MISSING", "a virtual function")
                : Inspection.applied(differences(wanted, has.get()));
    }
}
