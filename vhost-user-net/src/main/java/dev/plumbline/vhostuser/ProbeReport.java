package dev.plumbline.vhostuser;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a back-end offers.
 *
 * @param socket where it was asked
 * @param reachable whether a back-end answered there
 * @param features virtio features, in the kernel's spelling
 * @param protocolFeatures in the protocol's spelling
 * @param queues queue pairs; null when it did not say
 * @param memSlots regions of memory that it can hold; null when it did not say
 * @param mtu in bytes; null when it does not say, which is the rule, as most back-ends are told the MTU
 * @param advice what a handshake does not tell
 */
public record ProbeReport(
        String socket,
        boolean reachable,
        List<String> features,
        List<String> protocolFeatures,
        @Nullable Integer queues,
        @Nullable Integer memSlots,
        @Nullable Integer mtu,
        List<Advice> advice) {
    public ProbeReport {
        features = List.copyOf(features);
        protocolFeatures = List.copyOf(protocolFeatures);
        advice = List.copyOf(advice);
    }

    static ProbeReport unreachable(String socket, Advice why) {
        return new ProbeReport(socket, false, List.of(), List.of(), null, null, null, List.of(why));
    }
}
