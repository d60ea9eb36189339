package dev.plumbline.tap;

import dev.plumbline.tap.PodLink.Kernel;
import dev.plumbline.tap.PodLink.Sizes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pod links for tests: a veth {@code eth0} with an address, but for what is said. */
final class PodLinks {
    private int index = 2;
    private String name = "eth0";
    private String kind = "veth";
    private boolean ethernet = true;
    private boolean loopback;
    private boolean enslaved;
    private boolean carrier = true;
    private String mac = "02:00:00:00:00:01";
    private String alias = "";
    private String pci = "";
    private @Nullable VhostUserSocket vhostUser;
    private List<PodAddress> addresses = List.of(PodAddress.of("10.0.0.2/24"));
    private String ingress = "";
    private int lastFilter;
    private String rootQdisc = "";

    static PodLinks link() {
        return new PodLinks();
    }

    static PodLink of(String kind) {
        return link().kind(kind).build();
    }

    PodLinks index(int value) {
        index = value;
        return this;
    }

    PodLinks name(String value) {
        name = value;
        return this;
    }

    PodLinks kind(String value) {
        kind = value;
        return this;
    }

    PodLinks withoutEthernet() {
        ethernet = false;
        return this;
    }

    PodLinks loopback() {
        loopback = true;
        return this;
    }

    PodLinks enslaved() {
        enslaved = true;
        return this;
    }

    PodLinks withoutCarrier() {
        carrier = false;
        return this;
    }

    PodLinks mac(String value) {
        mac = value;
        return this;
    }

    PodLinks alias(String value) {
        alias = value;
        return this;
    }

    PodLinks pci(String value) {
        pci = value;
        return this;
    }

    PodLinks vhostUser(String path) {
        vhostUser = new VhostUserSocket(path, false);
        return this;
    }

    PodLinks withoutAddress() {
        addresses = List.of();
        return this;
    }

    PodLinks ingress(String qdisc, int last) {
        ingress = qdisc;
        lastFilter = last;
        return this;
    }

    PodLinks rootQdisc(String qdisc) {
        rootQdisc = qdisc;
        return this;
    }

    PodLink build() {
        return new PodLink(
                index,
                name,
                kind,
                ethernet,
                loopback,
                enslaved,
                true,
                carrier,
                1500,
                mac,
                new Sizes(0, 65_536, 65_535, 65_536),
                alias,
                pci,
                vhostUser,
                addresses,
                List.of(),
                List.of(),
                ingress,
                lastFilter,
                rootQdisc,
                Kernel.NOTHING);
    }
}
