package dev.plumbline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeviceReportTest {
    @Test
    void devicesOfAKindAreNumberedAsTheGuestFindsThem() {
        assertThat(DeviceReport.numbered(List.of(
                        device("a", "11/00", "nvidia.com/gpu=0"),
                        device("b", "10.1/00", "nvidia.com/gpu=0"),
                        device("c", "02/00", "nvidia.com/nic=0"),
                        device("d", "10/00", "nvidia.com/gpu=0"),
                        device("e", "01/00", null))))
                .extracting(device -> device.id() + " " + device.container().cdi())
                .containsExactly(
                        "a nvidia.com/gpu=2",
                        "b nvidia.com/gpu=1",
                        "c nvidia.com/nic=0",
                        "d nvidia.com/gpu=0",
                        "e null");
    }

    @Test
    void devicesThatAreYetToBePluggedAreNumberedInTheOrderOfTheirArguments() {
        assertThat(DeviceReport.numbered(
                        List.of(device("b", null, "amd.com/gpu=0"), device("a", null, "amd.com/gpu=0"))))
                .extracting(device -> device.id() + " " + device.container().cdi())
                .containsExactly("b amd.com/gpu=0", "a amd.com/gpu=1");
    }

    @Test
    void aNumberFollowsWhatIsThere() {
        List<DeviceReport> three = DeviceReport.numbered(List.of(
                device("a", "01/00", "amd.com/gpu=0"),
                device("b", "02/00", "amd.com/gpu=0"),
                device("c", "03/00", "amd.com/gpu=0")));
        assertThat(DeviceReport.numbered(three.subList(1, 3)))
                .extracting(device -> device.container().cdi())
                .containsExactly("amd.com/gpu=0", "amd.com/gpu=1");
    }

    private static DeviceReport device(String id, @Nullable String pciPath, @Nullable String cdi) {
        return new DeviceReport(
                id,
                "0000:01:00.0",
                "12",
                new DeviceReport.Guest("vfio-" + id, pciPath),
                new DeviceReport.Container("/dev/vfio/12", cdi),
                List.of());
    }
}
