package dev.plumbline.sriov;

/**
 * The link of a physical function that its virtual functions are set through. It may have been renamed, or made anew by
 * its driver, since this was written down: device and port say which one is meant.
 *
 * @param device the physical function's name on its bus, for example {@code 0000:3b:00.0}
 * @param port which of the function's ports it is, from 0
 * @param name the link's name
 * @param index the link's index
 */
public record PfLink(String device, int port, String name, int index) {
    @Override
    public String toString() {
        return name;
    }
}
