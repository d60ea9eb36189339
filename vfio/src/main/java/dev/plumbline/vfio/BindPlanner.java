package dev.plumbline.vfio;

import dev.plumbline.host.Problem;
import dev.plumbline.host.change.PlannedStep;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Decides what binding functions takes. A pure function of a snapshot and a policy. */
public final class BindPlanner {
    private final HostSnapshot host;
    private final VfioVariants variants;

    /** Creates a planner for a host, with the vendors' drivers that it offers. */
    public BindPlanner(HostSnapshot host, VfioVariants variants) {
        this.host = host;
        this.variants = variants;
    }

    /**
     * {@return the steps that put the functions on a VFIO driver, in order of address; none when they are there}
     *
     * @throws dev.plumbline.host.PlumblineException NOT_FOUND for a function that is not there, REFUSED when something
     *     stands in the way
     */
    public List<BindDriver> steps(Collection<Bdf> wanted, BindPolicy policy) {
        return permitted(wanted, policy).stream()
                .filter(device -> !isDone(device, policy))
                .map(device -> step(device, policy))
                .toList();
    }

    /**
     * {@return the same as steps of one part of a plan}
     *
     * @param part the name of the part
     */
    public List<PlannedStep> plan(String part, Collection<Bdf> wanted, BindPolicy policy) {
        return steps(wanted, policy).stream()
                .map(step -> new PlannedStep(part, step))
                .toList();
    }

    /** {@return the functions that binding these means, in order of address: those, or all endpoints of their groups} */
    public List<PciDevice> targets(Collection<Bdf> wanted, boolean only) {
        Map<Bdf, PciDevice> targets = new TreeMap<>();
        for (Bdf bdf : wanted) {
            PciDevice device = host.inventory().require(bdf);
            targets.put(bdf, device);
            if (!only) {
                host.inventory()
                        .groupOf(device)
                        .ifPresent(group -> group.endpoints().forEach(member -> targets.put(member.bdf(), member)));
            }
        }
        return List.copyOf(targets.values());
    }

    private List<PciDevice> permitted(Collection<Bdf> wanted, BindPolicy policy) {
        List<PciDevice> targets = targets(wanted, policy.only());
        Set<Bdf> named = targets.stream().map(PciDevice::bdf).collect(Collectors.toSet());
        List<Reason> reasons = new ArrayList<>();
        for (PciDevice device : targets) {
            if (!isDone(device, policy)) {
                host.verdict(device).reasons().stream()
                        .filter(reason -> stands(reason, named, policy))
                        .forEach(reasons::add);
            }
        }
        String driver = policy.driver();
        if (driver != null && !host.inventory().facts().drivers().contains(driver)) {
            throw Problem.refused(ReasonCode.DRIVER_MISSING.name(), driver, "this driver is not loaded")
                    .fix("modprobe " + driver)
                    .exception();
        }
        if (!reasons.isEmpty()) {
            throw refused(reasons);
        }
        return targets;
    }

    private boolean isDone(PciDevice device, BindPolicy policy) {
        return policy.driver() == null ? device.onVfio() : policy.driver().equals(device.driver());
    }

    private static boolean stands(Reason reason, Set<Bdf> targets, BindPolicy policy) {
        return switch (reason.cure()) {
            case NONE, BIND -> false;
            case FORCE -> !policy.force() && targets.contains(reason.about());
            case OTHER ->
                (targets.contains(reason.about()) || !policy.only())
                        && !(policy.force() && reason.code() == ReasonCode.IN_USE_VFIO);
        };
    }

    private static RuntimeException refused(List<Reason> reasons) {
        Reason first = reasons.get(0);
        String about = first.about().toString();
        String message =
                first.text().startsWith(about + " ") ? first.text().substring(about.length() + 1) : first.text();
        Problem problem = Problem.refused(first.code().name(), about, message);
        if (reasons.size() > 1) {
            problem = problem.because("and "
                    + String.join(
                            "; ",
                            reasons.stream()
                                    .skip(1)
                                    .map(Reason::text)
                                    .distinct()
                                    .toList()));
        }
        String fix = first.fix();
        if (first.cure() == Reason.Cure.FORCE) {
            fix = (fix == null ? "" : fix + ", or ") + "bind it nevertheless with --force";
        }
        return (fix == null ? problem : problem.fix(fix)).exception();
    }

    private BindDriver step(PciDevice device, BindPolicy policy) {
        String driver = policy.driver() != null
                ? policy.driver()
                : variants.best(device, host.inventory().facts().drivers());
        return new BindDriver(device.bdf(), driver, device.driver(), device.override());
    }
}
