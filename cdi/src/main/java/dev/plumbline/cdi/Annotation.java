package dev.plumbline.cdi;

import dev.plumbline.cdi.document.AnnotationRules;
import dev.plumbline.cdi.document.DeviceName;
import dev.plumbline.cdi.document.Printable;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An annotation that asks for devices, as a device plugin writes it.
 *
 * @param key {@code cdi.k8s.io/PLUGIN_DEVICEID}, what is behind the slash at most 63 bytes
 * @param value qualified names with commas between them
 */
public record Annotation(String key, String value) {
    private static final int DIGEST_CHARACTERS = 12;

    /**
     * {@return the annotation for an allocation}
     *
     * @param plugin the plugin, by convention {@code vendor.class}
     * @param deviceId what tells this allocation from the plugin's others; a slash in it becomes {@code _}
     * @param names the devices
     * @throws PlumblineException {@code BAD_ANNOTATION_KEY}, {@code NO_DEVICES}, {@code BAD_NAME}
     */
    public static Annotation of(String plugin, String deviceId, List<String> names) {
        String key = key(plugin, deviceId);
        if (names.isEmpty()) {
            throw Problem.badInput("NO_DEVICES", key, "an annotation asks for at least one device")
                    .fix("name a device, VENDOR/CLASS=DEVICE")
                    .exception();
        }
        for (String name : names) {
            var unused = DeviceName.parse(name);
        }
        return new Annotation(key, String.join(",", names));
    }

    /**
     * {@return some annotations with this one among them}
     *
     * @throws PlumblineException {@code ANNOTATION_EXISTS} when its key is taken; then nothing has changed
     */
    public Map<String, String> addedTo(Map<String, String> annotations) {
        if (annotations.containsKey(key)) {
            throw Problem.refused("ANNOTATION_EXISTS", key, "there is an annotation of this key already")
                    .because("its value is " + Printable.quoted(String.valueOf(annotations.get(key))))
                    .fix("use another device id for each allocation")
                    .exception();
        }
        Map<String, String> all = new TreeMap<>(annotations);
        all.put(key, value);
        return all;
    }

    private static String key(String plugin, String deviceId) {
        if (plugin.isEmpty() || deviceId.isEmpty()) {
            throw bad(plugin + "_" + deviceId, "the " + (plugin.isEmpty() ? "plugin" : "device id") + " is empty")
                    .fix("give both")
                    .exception();
        }
        String name = plugin + "_" + deviceId.replace('/', '_');
        String fault = AnnotationRules.against(AnnotationRequest.PREFIX + name);
        if (fault == null) {
            return AnnotationRequest.PREFIX + name;
        }
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        Problem problem = bad(name, fault);
        throw (length > AnnotationRules.LONGEST_NAME
                        ? problem.fix(shorter(plugin, deviceId, length))
                        : problem.fix("use letters, digits and _.- only, a letter or digit first and last"))
                .exception();
    }

    private static Problem bad(String name, String why) {
        return Problem.badInput(
                        "BAD_ANNOTATION_KEY",
                        AnnotationRequest.PREFIX + Printable.of(name),
                        "plugin and device id make no key of an annotation")
                .because(why);
    }

    private static String shorter(String plugin, String deviceId, int length) {
        String digest = digest(deviceId);
        String tooMany = "it is " + (length - AnnotationRules.LONGEST_NAME) + " bytes too long; ";
        return plugin.length() + 1 + digest.length() <= AnnotationRules.LONGEST_NAME
                ? tooMany + "use a digest for the device id, such as --device-id " + digest
                : tooMany + "shorten the plugin's name, and use a digest for the device id, such as " + digest;
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGEST_CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
