package dev.plumbline.runtime.agent;

import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;

/** Something that an agent, or a program that it ran in the guest, refused; with its own text. */
public final class AgentException extends PlumblineException {
    private static final long serialVersionUID = 1L;

    private final String text;

    /**
     * Creates the exception.
     *
     * @param problem what to tell the user
     * @param text the agent's or the program's own words
     */
    public AgentException(Problem problem, String text) {
        super(problem.because(text), null);
        this.text = text;
    }

    /** {@return the agent's or the program's own words} */
    public String text() {
        return text;
    }
}
