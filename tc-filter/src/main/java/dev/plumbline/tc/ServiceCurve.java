package dev.plumbline.tc;

/**
 * A curve of an hfsc class ({@code struct tc_service_curve}), for {@code TCA_HFSC_RSC}, {@code FSC} and {@code USC}.
 *
 * @param firstRate bytes per second at first
 * @param microseconds how long that is
 * @param rate bytes per second after it
 */
public record ServiceCurve(int firstRate, int microseconds, int rate) {
    /** {@return the same rate from the first packet on} */
    public static ServiceCurve flat(int rate) {
        return new ServiceCurve(0, 0, rate);
    }

    /** {@return the curve as the kernel takes it} */
    public byte[] toBytes() {
        return new Struct(12).u32(firstRate).u32(microseconds).u32(rate).toBytes();
    }
}
