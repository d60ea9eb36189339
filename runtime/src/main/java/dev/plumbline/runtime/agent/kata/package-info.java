/**
 * Kata Containers' agent: {@link dev.plumbline.runtime.agent.kata.TtrpcClient} speaks ttrpc, {@link
 * dev.plumbline.runtime.agent.kata.KataWords} puts a pod's network into the few words that the agent's messages have, and
 * {@link dev.plumbline.runtime.agent.kata.Losses} says what they have none for. What the agent says is bounded and never
 * trusted. The messages' classes, in the package {@code proto}, are generated.
 */
@NullMarked
package dev.plumbline.runtime.agent.kata;

import org.jspecify.annotations.NullMarked;
