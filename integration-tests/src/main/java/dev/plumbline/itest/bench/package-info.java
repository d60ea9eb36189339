/**
 * Benchmarks: programs that a person starts, each beside a floor or a peer in the same run. Not tests; nothing here
 * decides whether a build is good.
 */
@NullMarked
package dev.plumbline.itest.bench;

import org.jspecify.annotations.NullMarked;
