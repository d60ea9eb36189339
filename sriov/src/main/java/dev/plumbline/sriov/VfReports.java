package dev.plumbline.sriov;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.host.Sysroot;
import dev.plumbline.host.change.Scope;
import dev.plumbline.host.change.StepOutcome;
import dev.plumbline.vfio.Bdf;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts together what sysfs, the drivers and the other network namespaces say of virtual functions. */
final class VfReports {
    private static final Duration SEARCH = Duration.ofSeconds(5);

    private final Sysroot sysroot;
    private final @Nullable Consumer<Scope> live;

    /**
     * Creates it.
     *
     * @param live says how the kernel is asked; null when none can be that the tree of files is of
     */
    VfReports(Sysroot sysroot, @Nullable Consumer<Scope> live) {
        this.sysroot = sysroot;
        this.live = live;
    }

    /** {@return a report of the virtual function of a number, or of all of them} */
    VfsReport of(PfName name, @Nullable Integer index, @Nullable List<StepOutcome> steps) {
        PhysicalFunction pf = PhysicalFunction.read(sysroot, name.bdf());
        List<VirtualFunction> wanted = index == null ? pf.vfs() : List.of(pf.vf(index));
        Optional<PfLink> link = pf.link(name.link());
        Map<Integer, String> representors = Representors.of(sysroot, pf);
        Map<Integer, Map<VfSetting, String>> settings =
                link.isEmpty() || wanted.isEmpty() ? Map.of() : settings(link.get());
        Map<Bdf, NetnsSearch.Place> elsewhere = elsewhere(wanted);
        List<VfReport> reports = wanted.stream()
                .map(vf -> report(vf, elsewhere.get(vf.bdf()), settings.get(vf.index()), representors.get(vf.index())))
                .toList();
        return new VfsReport(pf, link.map(PfLink::name).orElse(null), reports, steps);
    }

    private static VfReport report(
            VirtualFunction vf,
            NetnsSearch.@Nullable Place place,
            @Nullable Map<VfSetting, String> settings,
            @Nullable String representor) {
        String here = vf.netdevs().isEmpty() ? null : vf.netdevs().get(0).name();
        return new VfReport(
                vf,
                place == null ? here : place.link().name(),
                place == null ? null : place.path(),
                settings == null ? Map.of() : settings,
                representor);
    }

    private Map<Integer, Map<VfSetting, String>> settings(PfLink link) {
        if (live == null) {
            return Map.of();
        }
        Map<Integer, Map<VfSetting, String>> settings = new TreeMap<>();
        try (Scope scope = new Scope(Deadline.after(SEARCH))) {
            live.accept(scope);
            VfAdmin admin = scope.get(VfAdmin.class);
            admin.find(link)
                    .map(admin::vfs)
                    .orElse(List.of())
                    .forEach(vf -> settings.put(vf.number(), VfSetting.of(vf)));
        }
        return settings;
    }

    private Map<Bdf, NetnsSearch.Place> elsewhere(List<VirtualFunction> vfs) {
        Set<Bdf> lost = vfs.stream()
                .filter(VirtualFunction::netdevsElsewhere)
                .map(VirtualFunction::bdf)
                .collect(Collectors.toSet());
        if (lost.isEmpty() || live == null) {
            return Map.of();
        }
        try (Scope scope = new Scope(Deadline.after(SEARCH))) {
            live.accept(scope);
            return NetnsSearch.find(lost, scope.get(DeviceLinks.class), scope.deadline());
        } catch (PlumblineException e) {
            if (e.problem().kind() != Problem.Kind.REFUSED) {
                throw e;
            }
            return Map.of(); // who may not look into other namespaces still sees the rest
        }
    }
}
