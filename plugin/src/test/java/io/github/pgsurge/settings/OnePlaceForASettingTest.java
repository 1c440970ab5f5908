package io.github.pgsurge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.outcome.Rejection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A setting is a constant of the registry, and nothing else is to be told of it: whatever takes values or shows settings goes
 * through all that there are, and no other file knows one by a text of its own.
 */
class OnePlaceForASettingTest {
    private static final Path MAIN = Path.of("src", "main", "java", "io", "github", "pgsurge");

    /** Who may write a setting's name, and which, as they can't refer to the registry. */
    private static final Map<String, Set<String>> WRITTEN_OUT = Map.of(
            // below the registry in the table of packages
            "plan/PlanFile.java", Set.of("STAGES"),
            "schedule/StageText.java", Set.of("STAGES"),
            // the help of a command stands in an annotation, which takes constants of the compiler only
            "cli/CheckPoolerCommand.java", Set.of("DB_HOST", "PGBOUNCER_HOST", "POOLER"));

    private static final Pattern LITERAL = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");

    /** Texts of which each kind takes one at least. */
    private static final List<String> SAMPLES =
            List.of("0s:3,30s:3", "x", "1", "2", "2048", "40s", "/x", "http://x", "latest", "500ms-3s");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Setting.class)
    void isFoundByItsPropertyAndByItsEnvironmentName(Setting setting) {
        assertThat(Setting.named(setting.property())).contains(setting);
        assertThat(Setting.named(setting.name())).contains(setting);
        assertThat(setting.property().replace('.', '_')).isEqualToIgnoringCase(setting.name());
    }

    @ParameterizedTest
    @EnumSource(value = Setting.class, mode = EnumSource.Mode.EXCLUDE, names = "ENV_FILE")
    void standsInTheExampleWithItsHelpAndWhatIsAllowed(Setting setting) {
        assertThat(EnvExample.text().lines())
                .contains(
                        "# " + setting.help() + ".",
                        "# Allowed: " + setting.kind().allowed() + ".")
                .anyMatch(line -> line.startsWith(setting + "=") || line.startsWith("#" + setting + "="));
    }

    @ParameterizedTest
    @EnumSource(value = Setting.class, mode = EnumSource.Mode.EXCLUDE, names = "ENV_FILE")
    void isTakenFromEverySource(Setting setting) throws Exception {
        String value = sample(setting);
        Map<String, String> named = Map.of(setting.property(), value);
        Map<String, String> environment = Map.of(setting.name(), value);
        assertThat(load(Map.of(), Map.of(), environment).text(setting)).isEqualTo(value);
        if (!setting.kind().secret()) {
            assertThat(load(named, Map.of(), Map.of()).text(setting)).isEqualTo(value);
            if (setting != Setting.UPDATE_PERCENT) {
                // of a plan it is what its other shares leave
                assertThat(load(Map.of(), named, Map.of()).text(setting)).isEqualTo(value);
            }
            assertThat(load(named, Map.of(), Map.of()).shown()).containsEntry(setting.property(), value);
        }
        Files.writeString(folder.resolve(".env"), setting + "=" + value);
        assertThat(load(Map.of(), Map.of(), Map.of()).text(setting)).isEqualTo(value);
        Files.move(folder.resolve(".env"), folder.resolve("named.env"));
        Map<String, String> envFile = Map.of(Setting.ENV_FILE.property(), "named.env");
        assertThat(load(envFile, Map.of(), Map.of()).text(setting)).isEqualTo(value);
    }

    private Settings load(Map<String, String> properties, Map<String, String> plan, Map<String, String> environment)
            throws Rejection {
        return Settings.load(properties::get, plan::get, environment, folder, folder);
    }

    /** A value in canonical form that is not the default. */
    private static String sample(Setting setting) {
        List<String> words = setting.kind() instanceof Kind.Word choice ? choice.words() : List.of();
        return Stream.concat(words.stream(), SAMPLES.stream())
                .filter(text -> text.equals(setting.kind().canonical(text)))
                .filter(text -> !text.equals(setting.fallback()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no sample is a value of " + setting + ": add one"));
    }

    @Test
    void noOtherFileWritesItsName() throws IOException {
        Map<String, Set<String>> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(MAIN)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !path.endsWith(Path.of("settings", "Setting.java")))
                    .toList()) {
                Set<String> names = namesIn(Files.readString(file));
                if (!names.isEmpty()) {
                    found.put(MAIN.relativize(file).toString().replace('\\', '/'), names);
                }
            }
        }
        assertThat(found)
                .as("settings by names of their own instead of Setting.NAME, or Setting.NAME.property()")
                .isEqualTo(WRITTEN_OUT);
    }

    private static Set<String> namesIn(String source) {
        Set<String> names = new TreeSet<>();
        source.lines()
                .filter(line -> !line.strip().startsWith("*") && !line.strip().startsWith("/"))
                .forEach(line -> {
                    Matcher literals = LITERAL.matcher(line);
                    while (literals.find()) {
                        Stream.of(Setting.values())
                                .flatMap(setting -> Stream.of(setting.name(), setting.property()))
                                .filter(name -> names(literals.group(), name))
                                .forEach(names::add);
                    }
                });
        return names;
    }

    /** Whether a text has that name; a property of one word is a name only where it is given a value. */
    private static boolean names(String text, String name) {
        boolean word = name.equals(name.toLowerCase(Locale.ROOT)) && name.indexOf('.') < 0;
        return Pattern.compile("(?<![\\w.-])" + Pattern.quote(name) + (word ? "=" : "(?![\\w-])"))
                .matcher(text)
                .find();
    }

    @Test
    void theScanSeesANameHoweverItIsWritten() {
        assertThat(
                        namesIn(
                                "x = \"set DB_HOST\" + 1;\n    * \"VUS\"\n \"guard.fit=true\", \"out=x\", \"output\", \"pooler\";"))
                .containsExactlyInAnyOrder("DB_HOST", "guard.fit", "out");
    }
}
