package dev.plumbline.cdi.document;

/**
 * One thing that is wrong with a document.
 *
 * @param path where in the document: a JSON pointer (RFC 6901), empty for the document as a whole; a missing field's
 *     pointer is where it ought to be
 * @param code what kind of fault it is
 * @param text one sentence for people, printable
 */
public record Fault(String path, FaultCode code, String text) {}
