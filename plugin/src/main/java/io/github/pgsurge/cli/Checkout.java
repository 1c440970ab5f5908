package io.github.pgsurge.cli;

import io.github.pgsurge.outcome.Rejection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where things are: the checkout that the launcher belongs to and the JMeter home it runs. */
public record Checkout(Path root, Path jmeterHome) {
    /** Tells JMeter where the checkout is, so that its settings find the sandbox's. */
    public static final String ROOT_PROPERTY = "pgsurge.root";

    private static final String HOME_PROPERTY = "pgsurge.jmeter.home";

    /** As the launcher says. */
    public static Checkout ofLauncher() {
        return new Checkout(path(ROOT_PROPERTY), path(HOME_PROPERTY));
    }

    private static Path path(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            throw new IllegalStateException("system property " + property + " is missing; start scripts/pgsurge");
        }
        return Path.of(value);
    }

    /**
     * The plan of that name or path.
     *
     * @throws Rejection when there is none, with the names there are
     */
    public Path plan(String nameOrPath) throws Rejection {
        for (Path candidate : List.of(Path.of(nameOrPath), plans().resolve(nameOrPath + ".jmx"))) {
            if (Files.isRegularFile(candidate)) {
                return candidate.toAbsolutePath();
            }
        }
        throw Rejection.usage("there is no plan '" + nameOrPath + "'; give the path of a .jmx file or one of: "
                + String.join(", ", planNames()));
    }

    /** A plan's name: its file name without the ending. */
    static String planName(Path plan) {
        return plan.getFileName().toString().replaceFirst("\\.jmx$", "");
    }

    private Path plans() {
        return root.resolve("test-plans");
    }

    private List<String> planNames() {
        try (Stream<Path> files = Files.list(plans())) {
            return files.filter(file -> file.toString().endsWith(".jmx"))
                    .map(Checkout::planName)
                    .sorted()
                    .toList();
        } catch (IOException none) {
            return List.of();
        }
    }
}
