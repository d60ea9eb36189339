package dev.plumbline.runtime.demo;

import dev.plumbline.host.NetNamespace;
import dev.plumbline.host.Problem;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;

/** The guest image's service on TCP port 9000, which answers with the SHA-256 of what it was sent. */
public final class DigestService {
    private static final int PORT = 9000;
    private static final int HEX_LENGTH = 64;

    private DigestService() {}

    /**
     * Sends bytes to the service and compares its answer.
     *
     * @param from the namespace to send from
     * @param address where the service is
     * @param length how many bytes to send
     * @return the digest, which is right
     * @throws dev.plumbline.host.PlumblineException when the answer is wrong, or none comes within half a minute
     */
    public static String ask(Path from, String address, int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        String expected = sha256(bytes);
        String answer;
        try (NetNamespace namespace = NetNamespace.open(from)) {
            answer = namespace.call(() -> {
                try (Socket socket = new Socket()) {
                    socket.connect(new InetSocketAddress(address, PORT), 10_000);
                    socket.setSoTimeout(30_000);
                    socket.getOutputStream().write(bytes);
                    socket.shutdownOutput();
                    return new String(socket.getInputStream().readNBytes(HEX_LENGTH), StandardCharsets.US_ASCII);
                }
            });
        }
        if (!answer.equals(expected)) {
            throw Problem.fault("WRONG_DIGEST", address, "the digest that came back is wrong")
                    .because("expected " + expected + ", got " + answer)
                    .exception();
        }
        return answer;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
