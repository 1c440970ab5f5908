package io.github.pgsurge.pgbouncer.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.pgbouncer.console.PgbouncerVersion;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as nobody means to write them: each ends in findings, or in one line, never in a stack trace or a long wait. */
class LintOddInputTest {
    @TempDir
    private Path folder;

    private Path ini(String text) throws Exception {
        return Files.writeString(folder.resolve("pgbouncer.ini"), text);
    }

    private static List<String> found(Path file, Severity severity) throws Rejection {
        return Lint.of(file, LintTest.V18).findings().stream()
                .filter(finding -> finding.severity() == severity)
                .map(finding -> finding.place().line() + " " + finding.rule() + " " + finding.message())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\n", "# nothing", "\r\n", "\0"})
    void anEmptyFileHasNoSection(String text) throws Exception {
        assertThat(found(ini(text), Severity.ERROR))
                .anyMatch(error -> error.contains("there is no section [pgbouncer]"));
    }

    @Test
    void linesMayEndAsOnWindows() throws Exception {
        Path ini = ini((LintTest.GENERAL + "[databases]\nshop = host=127.0.0.1 pool_size=3\n").replace("\n", "\r\n"));
        assertThat(found(ini, Severity.ERROR)).isEmpty();
        assertThat(found(ini, Severity.WARNING)).isEmpty();
    }

    @Test
    void aByteOrderMarkIsNamed() throws Exception {
        assertThat(found(ini("\uFEFF" + LintTest.GENERAL), Severity.ERROR))
                .containsExactly("1 syntax the file begins with a byte order mark; PgBouncer stops here");
    }

    @Test
    void nothingIsReadAfterANul() throws Exception {
        Path ini = ini(LintTest.GENERAL + "[databases]\nshop = host=127.0.0.1\n\0nonsense\n= = =\n");
        assertThat(found(ini, Severity.ERROR)).isEmpty();
        assertThat(found(ini, Severity.WARNING))
                .containsExactly("11 unread a NUL byte, after which PgBouncer reads nothing of the file");
    }

    @Test
    void bytesThatAreNoUtf8AreNoNames() throws Exception {
        Path ini = Files.write(
                folder.resolve("pgbouncer.ini"),
                (LintTest.GENERAL + "job_name = caf\u00e9\n[databases]\ncaf\u00e9 = host=h\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
        assertThat(found(ini, Severity.ERROR))
                .containsExactly("11 syntax not name = value: 'caf\uFFFD = host=h'; PgBouncer stops here");
        Path wide = Files.write(folder.resolve("wide.ini"), LintTest.GENERAL.getBytes(StandardCharsets.UTF_16));
        assertThat(found(wide, Severity.ERROR)).anyMatch(error -> error.startsWith("1 syntax not name = value"));
    }

    @Test
    void messagesAreOneLineThatNoTerminalObeys() throws Exception {
        List<LintFinding> findings = Lint.of(
                        ini(LintTest.GENERAL + "\u001b[31mred = 1\rx\nquery_timeout = " + "9".repeat(100_000)),
                        LintTest.V18)
                .findings();
        assertThat(findings)
                .filteredOn(finding -> finding.severity() == Severity.ERROR)
                .hasSize(2)
                .allSatisfy(finding ->
                        assertThat(finding.message()).hasSizeLessThan(2_100).doesNotContainPattern("\\p{Cntrl}"));
    }

    @Test
    void filesThatIncludeEachOtherAreNamed() throws Exception {
        Files.writeString(folder.resolve("b.ini"), "%include " + folder.resolve("pgbouncer.ini") + "\n");
        Path ini = ini(LintTest.GENERAL + "%include pgbouncer.ini\n%include b.ini\n".repeat(3));
        assertThat(found(ini, Severity.ERROR))
                .hasSize(6)
                .allMatch(error -> error.endsWith("pgbouncer.ini includes itself; PgBouncer stops here"));
    }

    @Test
    void includesGoTenDeep() throws Exception {
        for (int level = 1; level <= 11; level++) {
            Files.writeString(folder.resolve(level + ".ini"), "%include " + (level + 1) + ".ini\n");
        }
        Files.writeString(folder.resolve("12.ini"), "");
        Files.writeString(folder.resolve("2.ini"), LintTest.GENERAL + "%include 3.ini\n");
        assertThat(found(folder.resolve("2.ini"), Severity.ERROR)).isEmpty();
        assertThat(found(ini(LintTest.GENERAL + "%include 2.ini\n"), Severity.ERROR))
                .containsExactly("1 syntax files include each other more than 10 deep; PgBouncer stops here");
    }

    @Test
    void includesWithoutAFileAreNamed() throws Exception {
        assertThat(found(ini(LintTest.GENERAL + "%include \n%include none.ini\n"), Severity.ERROR))
                .containsExactly(
                        "9 syntax %include without a file; PgBouncer stops here",
                        "10 syntax the included file none.ini: there is no such file; PgBouncer stops here");
        assertThat(found(ini(LintTest.GENERAL + "%include " + folder + "\n"), Severity.WARNING))
                .anyMatch(warning -> warning.endsWith("is a folder: nothing of it is read"));
    }

    @Test
    void whatIsNoFileIsRejectedInOneLine() throws Exception {
        assertThatThrownBy(() -> Lint.of(folder, LintTest.V18))
                .isInstanceOf(Rejection.class)
                .hasMessage(folder + ": is a folder");
        Path huge = folder.resolve("huge");
        try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength((16 << 20) + 1);
        }
        assertThatThrownBy(() -> Lint.of(huge, LintTest.V18))
                .isInstanceOf(Rejection.class)
                .hasMessage(huge + ": has more than 16 MiB");
    }

    @Test
    @Timeout(60)
    void manyLinesAreReadInTheTimeOfTheirNumber() throws Exception {
        String many = IntStream.range(0, 100_000)
                .mapToObj(i -> "d" + i + " = host=127.0.0.1 user=u\n")
                .collect(Collectors.joining());
        assertThat(found(ini(LintTest.GENERAL + "[databases]\n" + many), Severity.ERROR))
                .isEmpty();
    }

    @Test
    void usersAreReadAsPgbouncerReadsThem() throws Exception {
        Path users = folder.resolve("users.txt");
        Files.write(
                users,
                "; people\n\"a\" \"x\" \"more\"\n  \"b\"\"c\"\n\"x\"\n\n\"caf\u00e9\" \"\"\n# no comment\n\"d\" \"x\"\n"
                        .getBytes(StandardCharsets.ISO_8859_1));
        String text = LintTest.GENERAL.replace("auth_user = pooler", "auth_file = users.txt")
                + "[databases]\nshop = host=127.0.0.1\n";
        assertThat(found(ini(text), Severity.WARNING))
                .containsExactly("4 auth-file " + users + ":7 is no user: PgBouncer gives up there, and knows none"
                        + " after it");
        // a, b"c and caf\uFFFD with 20 each
        assertThat(found(ini(text), Severity.INFO)).anyMatch(note -> note.contains("up to 60 server connections"));
    }

    @Test
    void peersAreNumbersWithAHost() throws Exception {
        Path ini = ini(LintTest.GENERAL
                + "[databases]\nshop = host=127.0.0.1\n[peers]\n1 = host=h\n0 = host=h\n70000 = host=h\n"
                + "two = host=h\n3 = port=6432\n");
        assertThat(Lint.of(ini, LintOptions.defaults()).findings().stream()
                        .filter(finding -> finding.severity() == Severity.ERROR)
                        .map(finding -> finding.place().line() + " " + finding.message()))
                .containsExactly(
                        "13 peer 0 is no number of 1 to 65535",
                        "14 peer 70000 is no number of 1 to 65535",
                        "15 peer two is no number of 1 to 65535",
                        "16 peer 3 has no host");
    }

    @Test
    void whatANewerVersionMayKnowIsNoError() throws Exception {
        Lint lint = Lint.of(
                ini(LintTest.GENERAL + "pool_idle_timeout = 5\n[databases]\nshop = host=127.0.0.1\n"),
                LintOptions.defaults().withVersion(new PgbouncerVersion(2, 0)));
        assertThat(lint.findings())
                .filteredOn(finding -> finding.severity() != Severity.INFO)
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .isEqualTo("PgBouncer up to 1.25 knows no parameter pool_idle_timeout in [pgbouncer]"));
    }

    @Test
    void withAnyEveryDatabaseHasAUser() throws Exception {
        assertThat(found(
                        ini(LintTest.GENERAL
                                + "auth_type = any\n[databases]\na = host=127.0.0.1\nb = host=127.0.0.1 user=u\n"),
                        Severity.ERROR))
                .containsExactly("11 no-users auth_type = any, and database a has no user: its clients are refused");
    }

    @Test
    void tabsSeparateNothing() throws Exception {
        assertThat(found(ini(LintTest.GENERAL + "[databases]\nshop = host=127.0.0.1\tport=5433\n"), Severity.WARNING))
                .anyMatch(warning ->
                        warning.equals("10 tab shop: the value of host holds a tab, and what comes after it"));
    }
}
