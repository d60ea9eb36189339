package dev.plumbline.itest.sriov;

import dev.plumbline.host.syscall.Errno;
import dev.plumbline.netlink.MacAddress;
import dev.plumbline.netlink.NetlinkException;
import dev.plumbline.netlink.route.Vf;
import dev.plumbline.netlink.route.VfSettings;
import dev.plumbline.netlink.uapi.IfLink;
import dev.plumbline.netlink.wire.Bytes;
import dev.plumbline.sriov.PfLink;
import dev.plumbline.sriov.VfAdmin;
import dev.plumbline.sriov.VfSetting;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A driver that keeps what it is told, decoded from the requests that would go to the kernel. */
final class FakeVfAdmin implements VfAdmin {
    private final PfLink pf;
    private final Map<Integer, Map<VfSetting, String>> vfs = new LinkedHashMap<>();
    private final Set<VfSetting> unsupported = EnumSet.noneOf(VfSetting.class);
    private final List<VfSetting> order = new ArrayList<>();
    private final List<Runnable> late = new ArrayList<>();
    private boolean lateAddresses;
    private boolean losesAddresses;
    private boolean wantsAnAddress;
    private int busy;

    FakeVfAdmin(PfLink pf, int... numbers) {
        this.pf = pf;
        for (int number : numbers) {
            Map<VfSetting, String> values = new EnumMap<>(VfSetting.class);
            values.put(VfSetting.VLAN, "0:0:802.1q");
            values.put(VfSetting.MAC, "00:00:00:00:00:00");
            values.put(VfSetting.RATE, "0:0");
            values.put(VfSetting.SPOOFCHK, "off");
            values.put(VfSetting.TRUST, "off");
            values.put(VfSetting.LINK_STATE, "auto");
            values.put(VfSetting.QUERY_RSS, "off");
            vfs.put(number, values);
        }
    }

    /** The driver answers EOPNOTSUPP to this. */
    FakeVfAdmin without(VfSetting setting) {
        unsupported.add(setting);
        return this;
    }

    /** The driver says nothing of this. */
    FakeVfAdmin silentAbout(VfSetting setting) {
        vfs.values().forEach(values -> values.remove(setting));
        return this;
    }

    /** The driver takes an address over only after it was looked at twice. */
    FakeVfAdmin slow() {
        lateAddresses = true;
        return this;
    }

    /** The driver takes no address of zeroes, as most do that have ever had another. */
    FakeVfAdmin wantingAnAddress() {
        wantsAnAddress = true;
        return this;
    }

    /** The driver accepts an address, and forgets it. */
    FakeVfAdmin forgetful() {
        losesAddresses = true;
        return this;
    }

    /** The driver answers EAGAIN that often. */
    FakeVfAdmin busy(int times) {
        busy = times;
        return this;
    }

    /** {@return what was set, in order} */
    List<VfSetting> order() {
        return List.copyOf(order);
    }

    @Override
    public Optional<PfLink> find(PfLink wanted) {
        return wanted.device().equals(pf.device()) ? Optional.of(pf) : Optional.empty();
    }

    @Override
    public List<Vf> vfs(PfLink link) {
        List<Vf> reported = vfs.entrySet().stream()
                .map(entry -> vf(entry.getKey(), entry.getValue()))
                .toList();
        late.forEach(Runnable::run);
        late.clear();
        return reported;
    }

    private static Vf vf(int number, Map<VfSetting, String> values) {
        VfSettings report = VfSettings.of(number);
        values.forEach((setting, value) -> {
            boolean on = value.equals("on");
            switch (setting) {
                case MAC -> report.mac(MacAddress.of(value));
                case VLAN -> {
                    String[] parts = value.split(":", -1);
                    int vlan = Integer.parseInt(parts[0]);
                    int qos = Integer.parseInt(parts[1]);
                    // The kernel reports both forms.
                    report.vlan(vlan, qos)
                            .vlan(
                                    vlan,
                                    qos,
                                    parts[2].equals("802.1ad") ? VfSettings.ETH_P_8021AD : VfSettings.ETH_P_8021Q);
                }
                case RATE -> {
                    String[] parts = value.split(":", -1);
                    report.rate(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
                }
                case SPOOFCHK -> report.spoofCheck(on);
                case TRUST -> report.trust(on);
                case QUERY_RSS -> report.queryRss(on);
                case LINK_STATE ->
                    report.linkState(List.of("auto", "enable", "disable").indexOf(value));
                case NODE_GUID -> report.nodeGuid(Long.parseUnsignedLong(value.replace(":", ""), 16));
                case PORT_GUID -> report.portGuid(Long.parseUnsignedLong(value.replace(":", ""), 16));
            }
        });
        return new Vf(report.toValue().value().in(IfLink.IFLA_VF_INFO));
    }

    @Override
    public void set(String what, PfLink link, VfSettings settings) {
        Vf request = new Vf(settings.toValue().value().in(IfLink.IFLA_VF_INFO));
        Map<VfSetting, String> has = vfs.get(request.number());
        if (has == null) {
            throw refusal(what, Errno.EINVAL);
        }
        if (busy > 0) {
            busy--;
            throw refusal(what, Errno.EAGAIN);
        }
        requested(request).forEach((setting, value) -> {
            if (unsupported.contains(setting)) {
                throw refusal(what, Errno.EOPNOTSUPP);
            }
            if (setting == VfSetting.MAC && isRefused(value)) {
                throw refusal(what, Errno.EINVAL);
            }
            order.add(setting);
            Runnable keeping = () -> has.put(setting, value);
            if (setting == VfSetting.MAC && lateAddresses) {
                late.add(() -> late(keeping));
            } else if (setting != VfSetting.MAC || !losesAddresses) {
                keeping.run();
            }
        });
    }

    private boolean isRefused(String mac) {
        MacAddress address = MacAddress.of(mac);
        return (address.toBytes()[0] & 1) != 0 || (wantsAnAddress && address.value() == 0);
    }

    private void late(Runnable keeping) {
        lateAddresses = false;
        keeping.run();
    }

    private static Map<VfSetting, String> requested(Vf request) {
        Map<VfSetting, String> values = new EnumMap<>(VfSetting.class);
        values.putAll(VfSetting.of(request));
        request.vlanProtocol().ifPresent(protocol -> {
            byte[] info = request.attributes()
                    .in(IfLink.IFLA_VF_VLAN_LIST)
                    .raw(IfLink.IFLA_VF_VLAN_INFO)
                    .orElseThrow();
            String name = protocol == VfSettings.ETH_P_8021AD ? "802.1ad" : "802.1q";
            values.put(VfSetting.VLAN, Bytes.u32(info, 4) + ":" + Bytes.u32(info, 8) + ":" + name);
        });
        return values;
    }

    private static NetlinkException refusal(String what, int errno) {
        return new NetlinkException(what, errno, null, null);
    }
}
