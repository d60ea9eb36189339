package dev.plumbline.itest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows between modules go down only, and one package owns the natives. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.plumbline");

    @Test
    void arrowsGoDown() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("host")
                .definedBy("dev.plumbline.host..")
                .layer("netlink")
                .definedBy("dev.plumbline.netlink..")
                .layer("tc-filter")
                .definedBy("dev.plumbline.tc..")
                .layer("tap-bridge")
                .definedBy("dev.plumbline.tap..")
                .layer("cdi")
                .definedBy("dev.plumbline.cdi..")
                .layer("vfio")
                .definedBy("dev.plumbline.vfio..")
                .layer("vhost-user-net")
                .definedBy("dev.plumbline.vhostuser..")
                .layer("sriov")
                .definedBy("dev.plumbline.sriov..")
                .layer("gpu")
                .definedBy("dev.plumbline.gpu..")
                .layer("runtime")
                .definedBy("dev.plumbline.runtime..")
                .layer("benchmarks")
                .definedBy("dev.plumbline.itest..")
                .whereLayer("host")
                .mayNotAccessAnyLayer()
                .whereLayer("netlink")
                .mayOnlyAccessLayers("host")
                .whereLayer("tc-filter")
                .mayOnlyAccessLayers("netlink", "host")
                .whereLayer("tap-bridge")
                .mayOnlyAccessLayers("tc-filter", "netlink", "host")
                .whereLayer("cdi")
                .mayOnlyAccessLayers("host")
                .whereLayer("vfio")
                .mayOnlyAccessLayers("host")
                .whereLayer("vhost-user-net")
                .mayOnlyAccessLayers("host")
                .whereLayer("sriov")
                .mayOnlyAccessLayers("vfio", "netlink", "host")
                .whereLayer("gpu")
                .mayOnlyAccessLayers("vfio", "host")
                .whereLayer("runtime")
                .mayOnlyAccessLayers(
                        "vhost-user-net", "cdi", "gpu", "sriov", "vfio", "tap-bridge", "tc-filter", "netlink", "host")
                .check(CLASSES);
    }

    @Test
    void onlySyscallImportsTheForeignFunctions() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.plumbline.host.syscall")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jnr..", "com.kenai..")
                .check(CLASSES);
    }

    @Test
    void bytesAreTurnedIntoValuesWithoutASocket() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.plumbline.netlink.wire",
                        "dev.plumbline.netlink.uapi",
                        "dev.plumbline.tc.uapi",
                        "dev.plumbline.vhostuser.message")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("dev\\.plumbline\\.(netlink\\.NetlinkSocket|host\\..*)")
                .check(CLASSES);
    }

    @Test
    void nothingRunsAProgramButTheDemonstration() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.plumbline.runtime.demo")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.ProcessBuilder")
                .check(CLASSES);
    }
}
