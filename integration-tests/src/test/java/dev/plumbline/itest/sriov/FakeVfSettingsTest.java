package dev.plumbline.itest.sriov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem.Kind;
import dev.plumbline.sriov.PfLink;
import dev.plumbline.sriov.SetVf;
import dev.plumbline.sriov.VfAdmin;
import dev.plumbline.sriov.VfSetting;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract on a fake driver, and what real drivers do now and then. */
class FakeVfSettingsTest extends VfSettingsContract {
    private static final PfLink PF = new PfLink("0000:3b:00.0", 0, "ens1f0", 7);
    private static final String MAC = "02:11:22:33:44:55";

    private FakeVfAdmin driver = new FakeVfAdmin(PF, 1, 0); // not in the order of their numbers

    @Override
    protected VfAdmin admin() {
        return driver;
    }

    @Override
    protected PfLink pf() {
        return PF;
    }

    @Test
    void theOrderIsTheOneThatDriversAreKnownToNeed() {
        apply(step(Map.of(
                VfSetting.LINK_STATE, "disable",
                VfSetting.TRUST, "on",
                VfSetting.SPOOFCHK, "on",
                VfSetting.RATE, "0:5",
                VfSetting.MAC, MAC,
                VfSetting.VLAN, "3:0:802.1q")));
        assertThat(driver.order())
                .containsExactly(
                        VfSetting.VLAN,
                        VfSetting.MAC,
                        VfSetting.RATE,
                        VfSetting.SPOOFCHK,
                        VfSetting.TRUST,
                        VfSetting.LINK_STATE);
    }

    @Test
    void whatIsSetAlreadyIsNotSetAgain() {
        apply(step(Map.of(VfSetting.TRUST, "off", VfSetting.SPOOFCHK, "on")));
        assertThat(driver.order()).containsExactly(VfSetting.SPOOFCHK);
    }

    @Test
    void aDriverThatTakesAnAddressOverLaterIsWaitedFor() {
        driver.slow();
        SetVf step = step(Map.of(VfSetting.MAC, MAC));
        apply(step);
        assertThat(settings(1)).containsEntry(VfSetting.MAC, MAC);
        undo(step);
    }

    @Test
    void aDriverThatIsBusyIsAskedAgain() {
        driver.busy(3);
        SetVf step = step(Map.of(VfSetting.MAC, MAC));
        apply(step);
        undo(step);
    }

    @Test
    void aDriverThatStaysBusyIsGivenUpInTime() {
        driver.busy(Integer.MAX_VALUE);
        PlumblineException e =
                catchThrowableOfType(PlumblineException.class, () -> apply(step(Map.of(VfSetting.MAC, MAC))));
        assertThat(e.problem().why()).contains("EAGAIN");
    }

    @Test
    void anAddressThatIsAcceptedAndNotKeptIsAnError() {
        driver.forgetful();
        PlumblineException e =
                catchThrowableOfType(PlumblineException.class, () -> apply(step(Map.of(VfSetting.MAC, MAC))));
        assertThat(e.problem().code()).isEqualTo("VF_DIFFERS");
        assertThat(e.problem().why()).contains(MAC);
    }

    @Test
    void whatADriverCannotSetIsNamed() {
        driver.without(VfSetting.TRUST);
        SetVf step = step(Map.of(VfSetting.TRUST, "on", VfSetting.SPOOFCHK, "on"));
        PlumblineException e = catchThrowableOfType(PlumblineException.class, () -> apply(step));
        assertThat(e.problem().kind()).isEqualTo(Kind.REFUSED);
        assertThat(e.problem().code()).isEqualTo("VF_SETTING_UNSUPPORTED");
        assertThat(e.problem().message()).contains("trust");
        assertThat(e.problem().why()).contains("EOPNOTSUPP");
        assertThat(e.problem().fix()).contains("--trust");
        undo(step);
        assertThat(settings(1)).containsEntry(VfSetting.SPOOFCHK, "off");
    }

    @Test
    void whatADriverDoesNotReportIsNotTouched() {
        driver.silentAbout(VfSetting.SPOOFCHK);
        PlumblineException e =
                catchThrowableOfType(PlumblineException.class, () -> step(Map.of(VfSetting.SPOOFCHK, "on")));
        assertThat(e.problem().kind()).isEqualTo(Kind.REFUSED);
        assertThat(e.problem().fix()).contains("--spoofchk");
        assertThat(driver.order()).isEmpty();
    }

    @Test
    void anAddressThatNobodyHadChosenMayStayWhereADriverTakesNoZeroes() {
        driver.wantingAnAddress();
        SetVf step = step(Map.of(VfSetting.MAC, MAC, VfSetting.TRUST, "on"));
        apply(step);
        undo(step);
        assertThat(settings(1)).containsEntry(VfSetting.MAC, MAC).containsEntry(VfSetting.TRUST, "off");
    }

    private SetVf step(Map<VfSetting, String> wanted) {
        return SetVf.from(settings(1), PF, 1, wanted);
    }
}
