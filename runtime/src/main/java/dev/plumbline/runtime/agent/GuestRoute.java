package dev.plumbline.runtime.agent;

import dev.plumbline.tap.PodRoute;
import org.jspecify.annotations.Nullable;

/**
 * A route as the guest is to have it.
 *
 * @param route the pod's route
 * @param device the guest NIC's name, or null for a route without one (multipath, blackhole)
 */
public record GuestRoute(PodRoute route, @Nullable String device) {}
