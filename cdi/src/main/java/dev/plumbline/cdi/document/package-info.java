/**
 * CDI documents: what one says, how it is read from JSON and YAML, which rules it must keep, and how it is written. All
 * versions of the specification from 0.3.0 on (<a
 * href="https://github.com/cncf-tags/container-device-interface/blob/main/SPEC.md">SPEC.md</a>). Parsing opens nothing;
 * only {@link dev.plumbline.cdi.document.DocumentFile} and {@link dev.plumbline.cdi.document.DocumentDirectory} touch
 * files.
 */
@NullMarked
package dev.plumbline.cdi.document;

import org.jspecify.annotations.NullMarked;
