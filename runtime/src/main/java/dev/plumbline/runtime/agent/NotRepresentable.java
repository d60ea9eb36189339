package dev.plumbline.runtime.agent;

/**
 * Something that an agent's protocol has no words for.
 *
 * @param what the thing, in iproute2's words
 * @param reason a stable upper-case word such as {@code AGENT_HAS_NO_METRIC}
 */
public record NotRepresentable(String what, String reason) {}
