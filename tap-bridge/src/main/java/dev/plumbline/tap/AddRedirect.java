package dev.plumbline.tap;

import dev.plumbline.host.change.Inspection;
import dev.plumbline.host.change.Scope;
import dev.plumbline.host.change.Step;
import dev.plumbline.netlink.wire.Request;
import dev.plumbline.tc.Action;
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
        Request request =
                Redirect.request(fromIndex, toIndex, priority, HexFormat.of().parseHex(cookie));
        Busy.retry(
                "adding the redirect",
                object(),
                scope.deadline(),
                () -> pod.tc().execute("redirect " + object(), request));
    }

    /** One of ours that leads elsewhere, or to a tap that is gone, would take the frames before a new one. */
    @Override
    public void mend(Scope scope) {
        PodNamespace pod = scope.get(PodNamespace.class);
        removeOurs(pod, pod.requireIndexOf(from));
        apply(scope);
    }

    @Override
    public void undo(Scope scope) {
        PodNamespace pod = scope.get(PodNamespace.class);
        OptionalInt index = tap || pod.isGone() ? OptionalInt.empty() : pod.indexOf(from);
        if (index.isEmpty()) {
            return;
        }
        removeOurs(pod, index.getAsInt());
    }

    private void removeOurs(PodNamespace pod, int index) {
        for (Filter ours : find(pod, index)) {
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
        if (index.isEmpty() || pod.tc().ingress(index.getAsInt()).isEmpty()) {
            return Inspection.absent(object(), "REDIRECT_MISSING", "a redirect");
        }
        return compare(pod.tc().filters(index.getAsInt(), Handles.FILTER_INGRESS), pod.indexOf(to));
    }

    /** Ours is known by its cookie. One that somebody put in its place has lost it, but has the priority. */
    private Inspection compare(List<Filter> filters, OptionalInt wanted) {
        List<Filter> ours = Redirect.find(filters, HexFormat.of().parseHex(cookie));
        List<Filter> candidates = ours.isEmpty()
                ? filters.stream()
                        .filter(filter -> filter.priority() == priority)
                        .toList()
                : ours;
        if (candidates.isEmpty()) {
            return Inspection.absent(object(), "REDIRECT_MISSING", "a redirect");
        }
        OptionalInt target = target(candidates.get(0));
        if (!target.equals(wanted)) {
            return Inspection.foreign(
                    object(), "REDIRECT_WRONG_TARGET", "to ifindex " + text(wanted), "to ifindex " + text(target));
        }
        long same =
                filters.stream().filter(filter -> target(filter).equals(wanted)).count();
        if (same > 1) {
            return Inspection.foreign(object(), "REDIRECT_DUPLICATED", "one redirect", same + " redirects");
        }
        return ours.isEmpty()
                ? Inspection.foreign(object(), "REDIRECT_FOREIGN", "a redirect with our cookie", "one without")
                : Inspection.applied();
    }

    private static OptionalInt target(Filter filter) {
        return filter.actions().stream()
                .map(Action::mirredTarget)
                .filter(OptionalInt::isPresent)
                .findFirst()
                .orElse(OptionalInt.empty());
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
