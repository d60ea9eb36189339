/**
 * The {@code plumb} program: options in, one call of the API, text or JSON out, an exit code. What it prints and how it
 * ends is a public interface; what it does is not decided here.
 */
@NullMarked
package dev.plumbline.runtime.cli;

import org.jspecify.annotations.NullMarked;
