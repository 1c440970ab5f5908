package io.github.pgsurge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.github.pgsurge", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule onlyTheAdaptersKnowJMeterAndSwing = noClasses()
            .that()
            .resideOutsideOfPackages("io.github.pgsurge.jmeter..", "io.github.pgsurge.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.jmeter..", "org.apache.jorphan..", "javax.swing..", "java.awt..");

    @ArchTest
    static final ArchRule nothingOfTheDomainKnowsTheAdapters = noClasses()
            .that()
            .resideOutsideOfPackages("io.github.pgsurge.jmeter..", "io.github.pgsurge.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.github.pgsurge.jmeter..", "io.github.pgsurge.cli..");

    @ArchTest
    static final ArchRule thePluginJarNeedsNoSandbox = noClasses()
            .that()
            .resideOutsideOfPackages("io.github.pgsurge.cli..", "io.github.pgsurge.sandbox..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.github.pgsurge.sandbox..");

    @ArchTest
    static final ArchRule packagesFormNoCycles =
            slices().matching("io.github.pgsurge.(*)..").should().beFreeOfCycles();
}
