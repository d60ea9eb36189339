package dev.plumbline.cdi.document;

/** What the paths and other texts of a document can be. */
final class PathRules {
    private final Faults faults;

    PathRules(Faults faults) {
        this.faults = faults;
    }

    /** An absolute path without a way up, as all that are opened or made on somebody's behalf must be. */
    void absolute(String at, String path) {
        if (skip(at, path) || !line(at, path)) {
            return;
        }
        if (!path.startsWith("/")) {
            faults.add(
                    at,
                    FaultCode.NOT_ABSOLUTE,
                    Printable.quoted(path) + " must be an absolute path, one that starts with /");
        } else {
            level(at, path);
        }
    }

    /** Any source of a mount that is no directory or file of the host, such as {@code tmpfs}. */
    void source(String at, String source) {
        if (!skip(at, source) && line(at, source)) {
            level(at, source);
        }
    }

    /** A text that has no place for a control character. */
    boolean line(String at, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                faults.add(at, FaultCode.CONTROL_CHARACTER, Printable.quoted(text) + " has a control character in it");
                return false;
            }
        }
        return true;
    }

    private void level(String at, String path) {
        for (int from = 0; from <= path.length(); ) {
            int slash = path.indexOf('/', from);
            int to = slash < 0 ? path.length() : slash;
            if (path.startsWith("..", from) && to == from + 2) {
                faults.add(
                        at,
                        FaultCode.PATH_CLIMBS,
                        Printable.quoted(path)
                                + " has a \"..\" in it, so that it may lead out of where it seems to be");
                return;
            }
            from = to + 1;
        }
    }

    private boolean skip(String at, String path) {
        return path.isEmpty() || faults.at(at);
    }
}
