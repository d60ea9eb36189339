package dev.plumbline.cdi;

/**
 * What is wrong with an annotation.
 *
 * @param key the annotation's key
 * @param value what is wrong in its value: one of the names in it, or all of it
 * @param text one sentence for people
 */
public record AnnotationFault(String key, String value, String text) {}
