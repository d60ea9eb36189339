package dev.plumbline.tap;

/**
 * A Unix socket with a vhost-user back-end at the other end.
 *
 * @param path its absolute path
 * @param listen whether the VMM makes it and the back-end dials; the other way round otherwise
 */
public record VhostUserSocket(String path, boolean listen) {}
