package io.github.pgsurge;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import io.github.pgsurge.metrics.Measurement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

@AnalyzeClasses(packages = "io.github.pgsurge", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.github.pgsurge.";

    /** From the ground up: a package uses only those before it. */
    private static final List<String> FROM_THE_GROUND_UP = List.of(
            "outcome",
            "metrics",
            "evidence",
            "schedule",
            "plan",
            "settings",
            "verdict",
            "dsn",
            "connection",
            "workload",
            "graphql",
            "client",
            "report",
            "run",
            "postgres",
            "pgbouncer",
            "compare",
            "jmeter",
            "cli");

    /** The same inside of packages that have rooms of their own. */
    private static final Map<String, List<String>> ROOMS = Map.of(
            "pgbouncer",
            List.of("console", "monitor", "compatibility", "lint", "canary"),
            "jmeter",
            List.of("vu", "run", "elements", "gui"));

    @ArchTest
    static final ArchRule onlyTheAdaptersKnowJMeterAndSwing = noClasses()
            .that()
            .resideOutsideOfPackages("io.github.pgsurge.jmeter..", "io.github.pgsurge.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.jmeter..", "org.apache.jorphan..", "javax.swing..", "java.awt..");

    @ArchTest
    static final ArchRule thePluginJarNeedsNoSandbox = noClasses()
            .that()
            .resideOutsideOfPackages("io.github.pgsurge.cli..", "io.github.pgsurge.sandbox..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.github.pgsurge.sandbox..");

    @ArchTest
    static final ArchRule packagesUseOnlyThoseBelowThem = upwards(ROOT, FROM_THE_GROUND_UP);

    @ArchTest
    static final ArchRule roomsOfPgbouncerUseOnlyThoseBelowThem = upwards(ROOT + "pgbouncer.", ROOMS.get("pgbouncer"));

    @ArchTest
    static final ArchRule roomsOfJmeterUseOnlyThoseBelowThem = upwards(ROOT + "jmeter.", ROOMS.get("jmeter"));

    @ArchTest
    static final ArchRule packagesFormNoCycles =
            slices().matching("io.github.pgsurge.(*)..").should().beFreeOfCycles();

    /** Seven of its figures are numbers: by position one is taken for another. */
    @ArchTest
    static final ArchRule measurementsAreMadeByName = noClasses()
            .that()
            .doNotBelongToAnyOf(Measurement.class)
            .should()
            .callConstructorWhere(target(owner(type(Measurement.class))));

    private static ArchRule upwards(String root, List<String> order) {
        LayeredArchitecture layers = layeredArchitecture().consideringOnlyDependenciesInAnyPackage(root + "(*)..");
        for (String name : order) {
            layers = layers.layer(name).definedBy(root + name + "..");
        }
        for (int i = 0; i < order.size(); i++) {
            String[] above = order.subList(i + 1, order.size()).toArray(String[]::new);
            layers = above.length == 0
                    ? layers.whereLayer(order.get(i)).mayNotBeAccessedByAnyLayer()
                    : layers.whereLayer(order.get(i)).mayOnlyBeAccessedByLayers(above);
        }
        return layers.ignoreDependency(resideInAPackage("io.github.pgsurge.sandbox.."), alwaysTrue())
                .ignoreDependency(alwaysTrue(), resideInAPackage("io.github.pgsurge.sandbox.."));
    }

    @ArchTest
    static void everyPackageHasItsPlaceInTheOrder(JavaClasses classes) {
        assertThat(rooms(classes, ROOT, "sandbox")).isEqualTo(Set.copyOf(FROM_THE_GROUND_UP));
        ROOMS.forEach((name, rooms) ->
                assertThat(rooms(classes, ROOT + name + ".", "")).isEqualTo(Set.copyOf(rooms)));
    }

    private static Set<String> rooms(JavaClasses classes, String root, String other) {
        Set<String> rooms = new TreeSet<>();
        for (JavaClass one : classes) {
            String name = one.getPackageName() + ".";
            if (name.startsWith(root) && name.length() > root.length()) {
                rooms.add(name.substring(root.length(), name.indexOf('.', root.length())));
            }
        }
        rooms.remove(other);
        return rooms;
    }

    @ArchTest
    static void noSimpleNameStandsForTwoThings(JavaClasses classes) {
        Map<String, Set<String>> places = new TreeMap<>();
        for (JavaClass one : classes) {
            if (one.isTopLevelClass() && !one.getSimpleName().equals("package-info")) {
                places.computeIfAbsent(one.getSimpleName(), absent -> new TreeSet<>())
                        .add(one.getName());
            }
        }
        places.values().removeIf(names -> names.size() == 1);
        assertThat(places).isEmpty();
    }
}
