package dev.plumbline.tap;

import dev.plumbline.host.change.Inspection;
import dev.plumbline.host.change.Scope;
import dev.plumbline.host.change.Step;
import dev.plumbline.netlink.wire.Request;
import dev.plumbline.tc.Filter;
import dev.plumbline.tc.Filters;
import dev.plumbline.tc.Handles;
import dev.plumbline.tc.Redirect;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;

/**
 * Sends every frame that one link receives out of another: a u32 filter that matches all, with a mirred redirect that
 * carries our cookie.
 *
 * @param from the link that receives
 * @param to the link that sends
 * @param tap whether {@code from} is our own tap, which takes its filters along when it goes
 * @param priority the filter's preference, after those of others
 * @param cookie what marks it as ours, in hexadecimal
 */
public record AddRedirect(String from, String to, boolean tap, int priority, String cookie) implements Step {
    @Override
    public String object() {
        return from + " to " + to;
    }

    @Override
    public void apply(Scope scope) {
        PodNamespace pod = scope.get(PodNamespace.class);
        int fromIndex = pod.requireIndexOf(from);
        int toIndex = pod.requireIndexOf(to);
        pod.tc()
                .execute(
                        "redirect " + object(),
                        Redirect.request(
                                fromIndex, toIndex, priority, HexFormat.of().parseHex(cookie)));
    }

    @Override
    public void undo(Scope scope) {
        PodNamespace pod = scope.get(PodNamespace.class);
        OptionalInt index = tap || pod.isGone() ? OptionalInt.empty() : pod.indexOf(from);
        if (index.isEmpty()) {
            return;
        }
        for (Filter ours : find(pod, index.getAsInt())) {
            pod.remove("delete the redirect " + object(), delete(pod, ours));
        }
    }

    /** By its preference when nobody else uses it, since by its handle alone an empty classifier would stay behind. */
    private static Request delete(PodNamespace pod, Filter ours) {
        boolean alone = pod.tc().filters(ours.ifindex(), Handles.FILTER_INGRESS).stream()
                        .filter(filter -> filter.priority() == ours.priority())
                        .count()
                == 1;
        return alone
                ? Filters.delete(ours.ifindex(), Handles.FILTER_INGRESS, ours.priority(), ours.protocol())
                : Filters.delete(ours);
    }

    @Override
    public Inspection inspect(Scope scope) {
        PodNamespace pod = scope.get(PodNamespace.class);
        OptionalInt index = pod.isGone() ? OptionalInt.empty() : pod.indexOf(from);
        List<Filter> ours = index.isEmpty() ? List.of() : find(pod, index.getAsInt());
        if (ours.isEmpty()) {
            return Inspection.absent(object(), "REDIRECT_MISSING", "a redirect");
        }
        if (ours.size() > 1) {
            return Inspection.foreign(object(), "REDIRECT_DUPLICATED", "one redirect", ours.size() + " redirects");
        }
        OptionalInt target = ours.get(0).actions().get(0).mirredTarget();
        OptionalInt wanted = pod.indexOf(to);
        return target.equals(wanted)
                ? Inspection.applied()
                : Inspection.foreign(
                        object(), "REDIRECT_WRONG_TARGET", "to ifindex " + text(wanted), "to ifindex " + text(target));
    }

    private static String text(OptionalInt index) {
        return index.isPresent() ? Integer.toString(index.getAsInt()) : "none";
    }

    private List<Filter> find(PodNamespace pod, int index) {
        if (pod.tc().ingress(index).isEmpty()) {
            return List.of();
        }
        return Redirect.find(
                pod.tc().filters(index, Handles.FILTER_INGRESS), HexFormat.of().parseHex(cookie));
    }
}
