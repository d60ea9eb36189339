package dev.plumbline.cdi.document;

/** A document that cannot be read any further. Used as a way out of the readers only. */
final class UnusableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Fault fault;

    UnusableException(String path, FaultCode code, String text) {
        super(text, null, false, false);
        this.fault = new Fault(path, code, text);
    }

    Fault fault() {
        return fault;
    }

    static UnusableException tooDeep(String path) {
        return new UnusableException(
                path, FaultCode.TOO_DEEP, "this nests deeper than the " + Limits.DEPTH + " levels that are read");
    }

    static UnusableException tooMany(String path) {
        return new UnusableException(
                path,
                FaultCode.TOO_LARGE,
                "the document has more than the " + Limits.VALUES + " values that are read, aliases included");
    }
}
