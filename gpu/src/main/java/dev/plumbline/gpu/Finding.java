package dev.plumbline.gpu;

import org.jspecify.annotations.Nullable;

/**
 * Something to know before a GPU is given to a VM.
 *
 * @param code a stable word for programs
 * @param text what it is
 * @param fix what to do about it, if anything
 * @param source where it is known from; null for what was seen on this host
 */
public record Finding(
        String code,
        String text,
        @Nullable String fix,
        @Nullable String source) {}
