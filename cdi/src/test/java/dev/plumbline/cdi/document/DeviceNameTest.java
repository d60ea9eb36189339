package dev.plumbline.cdi.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a qualified name, and what it consists of. */
class DeviceNameTest {
    @ParameterizedTest
    @CsvSource({
        "vendor.com/class=dev, vendor.com, class, dev",
        "vendor.com/class=0, vendor.com, class, 0",
        "vendor1.com/class1=dev1, vendor1.com, class1, dev1",
        "vendor1.com/class.subclass=dev1, vendor1.com, class.subclass, dev1",
        "other-vendor1.com/class_1=dev_1, other-vendor1.com, class_1, dev_1",
        "yet_another-vendor2.com/c-lass_2=dev_1:2.3, yet_another-vendor2.com, c-lass_2, dev_1:2.3",
        "v/c=d, v, c, d",
        "vendor.com/gpu=0000:01:00.0, vendor.com, gpu, 0000:01:00.0",
        "nvidia.com/gpu=GPU-8dcd427f-483b-b48f-d7e5-75fb19a52b76, nvidia.com, gpu, GPU-8dcd427f-483b-b48f-d7e5-75fb19a52b76"
    })
    void aNameHasThreeParts(String text, String vendor, String deviceClass, String device) {
        assertThat(DeviceName.parse(text)).isEqualTo(new DeviceName(vendor, deviceClass, device));
        assertThat(DeviceName.parse(text)).hasToString(text);
        assertThat(DeviceName.faultOf(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "dev",
                "/",
                "=",
                "/=",
                "vendor.com/class",
                "vendor.com=dev",
                "vendor.com/class=",
                "vendor.com/=dev",
                "/class=dev",
                "/dev/null",
                "_invalid.com/class=dev",
                "invalid2.com-/class=dev",
                "invalid3.com/_class=dev",
                "invalid4.com/class_=dev",
                "invalid5.com/class=-dev",
                "invalid6.com/class=dev:",
                "*.com/*dev=*gpu*",
                "0vendor.com/class=dev",
                "vendor.com/0class=dev",
                "vendor.com/cl/ass=dev",
                "vendor.com/class=dev=1",
                "vendor.com/class=dev/1",
                "vendor.com/class=dev ",
                " vendor.com/class=dev",
                "vendor.com/class=dev\n",
                "vendor.com/class=d\u0000v",
                "vendor.com/class=dév",
                "vendor.com/class=dev\u0661",
                "véndor.com/class=dev",
                "vendor.com/class=dev,vendor.com/class=dev2"
            })
    void whatIsNoNameIsSaidWhy(String text) {
        assertThat(DeviceName.faultOf(text)).isPresent();
        assertThatThrownBy(() -> DeviceName.parse(text)).hasMessageContaining("no name of a CDI device");
    }

    @ParameterizedTest
    @CsvSource({"253, 63, true", "254, 63, false", "253, 64, false"})
    void vendorAndClassHaveALongestLength(int vendor, int deviceClass, boolean ok) {
        String name = "v".repeat(vendor) + "/" + "c".repeat(deviceClass) + "=d";
        assertThat(DeviceName.faultOf(name).isEmpty()).isEqualTo(ok);
    }
}
