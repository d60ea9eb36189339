package dev.plumbline.runtime.service;

import dev.plumbline.host.NetNamespace;
import dev.plumbline.host.Problem;
import dev.plumbline.runtime.AttachRequest;
import dev.plumbline.runtime.Pluggable;
import dev.plumbline.runtime.SandboxPolicy;
import dev.plumbline.runtime.SandboxPolicy.Vhost;
import dev.plumbline.runtime.agent.AgentAddress;
import dev.plumbline.runtime.vmm.VhostUserPlug;
import dev.plumbline.tap.NicPolicy.Model;
import dev.plumbline.v1.PlugRequest;
import dev.plumbline.v1.Policy;
import dev.plumbline.v1.VhostUserNic;
import dev.plumbline.vfio.Bdf;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Requests as messages and back. Absent fields have the defaults of the command line. */
final class Requests {
    private static final Duration LONGEST = Duration.ofDays(1);

    private Requests() {}

    static dev.plumbline.v1.AttachRequest message(AttachRequest request) {
        return dev.plumbline.v1.AttachRequest.newBuilder()
                .setSandbox(request.sandbox())
                .setNetns(absolute(request.netns()))
                .setDan(text(request.dan()))
                .setPolicy(message(request.policy()))
                .setQmp(text(request.qmp()))
                .setAgent(request.agent() == null ? "" : request.agent().toString())
                .setTimeout(message(request.timeout()))
                .setWatch(request.watch())
                .build();
    }

    static AttachRequest request(dev.plumbline.v1.AttachRequest message) {
        if (message.getNetns().isEmpty() == message.getDan().isEmpty()) {
            throw Problem.badInput(
                            "BAD_REQUEST", "netns", "a sandbox is attached to a namespace or by a direct-attach file")
                    .fix("give one of netns and dan")
                    .exception();
        }
        return new AttachRequest(
                message.getSandbox(),
                message.getNetns(),
                path("dan", message.getDan()),
                policy(message.getPolicy()),
                path("qmp", message.getQmp()),
                message.getAgent().isEmpty() ? null : AgentAddress.parse(message.getAgent()),
                timeout(message.hasTimeout() ? message.getTimeout() : null),
                message.getWatch());
    }

    /** {@return the absolute path of a namespace, since a service runs in another directory; nothing for nothing} */
    static String absolute(String netns) {
        return netns.isEmpty() ? "" : NetNamespace.pathOf(netns).toString();
    }

    static PlugRequest.Builder message(Pluggable what) {
        PlugRequest.Builder message = PlugRequest.newBuilder();
        if (what instanceof Pluggable.VhostUser back) {
            VhostUserNic.Builder nic = VhostUserNic.newBuilder()
                    .setListen(back.listen())
                    .addAllAddresses(back.addresses())
                    .setMtu(back.mtu())
                    .setQueues(back.queues());
            if (back.name() != null) {
                nic.setName(back.name());
            }
            if (back.mac() != null) {
                nic.setMac(back.mac());
            }
            return message.setVhostUser(back.socket().toString()).setNic(nic);
        }
        if (what instanceof Pluggable.Pci pci) {
            return message.setPci(pci.bdf().toString());
        }
        return what instanceof Pluggable.Cdi cdi
                ? message.setCdi(cdi.name())
                : message.setLink(((Pluggable.Link) what).name());
    }

    static Pluggable pluggable(PlugRequest message) {
        return switch (message.getWhatCase()) {
            case LINK -> new Pluggable.Link(message.getLink());
            case PCI -> new Pluggable.Pci(Bdf.parse(message.getPci()));
            case CDI -> new Pluggable.Cdi(message.getCdi());
            case VHOST_USER -> vhostUser(message.getVhostUser(), message.getNic());
            case WHAT_NOT_SET ->
                throw Problem.badInput("BAD_REQUEST", message.getSandbox(), "there is nothing to plug")
                        .fix("give link, pci, cdi or vhost_user")
                        .exception();
        };
    }

    private static Pluggable vhostUser(String socket, VhostUserNic nic) {
        Path path = path("vhost_user", socket);
        if (path == null) {
            throw bad("vhost_user", socket, "the path of a socket");
        }
        return new Pluggable.VhostUser(
                path,
                nic.getListen(),
                nic.getName().isEmpty() ? null : nic.getName(),
                nic.getMac().isEmpty() ? null : nic.getMac(),
                nic.getAddressesList(),
                nic.getMtu() == 0 ? VhostUserPlug.ETHERNET_MTU : nic.getMtu(),
                nic.getQueues() == 0 ? 1 : nic.getQueues());
    }

    static Policy message(SandboxPolicy policy) {
        return Policy.newBuilder()
                .setModel(policy.model().name().toLowerCase(Locale.ROOT))
                .setQueues(policy.queues())
                .setVhost(policy.vhost().name().toLowerCase(Locale.ROOT))
                .setUnsupported(policy.failUnsupported() ? "fail" : "skip")
                .setAddressless(policy.attachAddressless() ? "attach" : "skip")
                .setRxRate(policy.rxRate())
                .setTxRate(policy.txRate())
                .build();
    }

    static SandboxPolicy policy(Policy message) {
        return new SandboxPolicy(
                word("model", message.getModel(), Model.AUTO, Model.values()),
                message.getQueues() == 0 ? 1 : message.getQueues(),
                word("vhost", message.getVhost(), Vhost.AUTO, Vhost.values()),
                oneOf("unsupported", message.getUnsupported(), "skip", "fail"),
                oneOf("addressless", message.getAddressless(), "skip", "attach"),
                rate("rx_rate", message.getRxRate()),
                rate("tx_rate", message.getTxRate()));
    }

    private static <E extends Enum<E>> E word(String field, String text, E absent, E[] words) {
        if (text.isEmpty()) {
            return absent;
        }
        for (E word : words) {
            if (word.name().toLowerCase(Locale.ROOT).equals(text)) {
                return word;
            }
        }
        throw bad(field, text, java.util.Arrays.toString(words).toLowerCase(Locale.ROOT));
    }

    private static boolean oneOf(String field, String text, String no, String yes) {
        if (!text.isEmpty() && !text.equals(no) && !text.equals(yes)) {
            throw bad(field, text, no + " or " + yes);
        }
        return text.equals(yes);
    }

    private static long rate(String field, long rate) {
        if (rate < 0) {
            throw bad(field, Long.toUnsignedString(rate), "at most " + Long.MAX_VALUE + " bits a second");
        }
        return rate;
    }

    private static RuntimeException bad(String field, String value, String words) {
        return Problem.badInput(
                        "BAD_REQUEST", field + " '" + value + "'", "the request's " + field + " has no such value")
                .fix("give " + words)
                .exception();
    }

    static com.google.protobuf.Duration message(Duration duration) {
        return com.google.protobuf.Duration.newBuilder()
                .setSeconds(duration.getSeconds())
                .setNanos(duration.getNano())
                .build();
    }

    /** {@return how long an operation may take} */
    static Duration timeout(com.google.protobuf.@Nullable Duration message) {
        if (message == null) {
            return AttachRequest.DEFAULT_TIMEOUT;
        }
        boolean usable = message.getSeconds() >= 0 && message.getSeconds() <= LONGEST.toSeconds();
        Duration timeout = usable ? Duration.ofSeconds(message.getSeconds(), message.getNanos()) : Duration.ZERO;
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST) > 0) {
            throw bad("timeout", message.getSeconds() + " s", "more than 0 and at most 86400 seconds");
        }
        return timeout;
    }

    private static @Nullable Path path(String field, String text) {
        try {
            return text.isEmpty() ? null : Path.of(text);
        } catch (InvalidPathException e) {
            throw bad(field, text, "a path");
        }
    }

    private static String text(@Nullable Path path) {
        return path == null ? "" : path.toAbsolutePath().toString();
    }
}
