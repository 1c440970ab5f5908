package io.github.pgsurge.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgsurge.outcome.ExitCode;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.workload.KeyDistribution;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdSourceTest {
    @TempDir
    private Path folder;

    private void rejects(String text, String... parts) {
        assertThatThrownBy(() -> IdSource.parse(text, folder))
                .isInstanceOfSatisfying(
                        Rejection.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageStartingWith("ids=")
                .hasMessageNotContaining("\n")
                .hasMessageContainingAll(parts);
    }

    @ParameterizedTest
    @CsvSource({
        "00000000-0000-0000-0000-{000000000001..000000005000}, 5000, 00000000-0000-0000-0000-000000000001,"
                + " 00000000-0000-0000-0000-000000005000",
        "user-{1..100}, 100, user-1, user-100",
        "{0..9}, 10, 0, 9",
        "{098..102}x, 5, 098x, 102x",
        " {7..7} , 1, 7, 7",
        "{1..100000000}, 100000000, 1, 100000000"
    })
    void givesTheNumbersOfARange(String text, int count, String first, String last) throws Rejection {
        IdSource ids = IdSource.parse(text, folder);
        assertThat(ids.count()).isEqualTo(count);
        assertThat(ids.at(0)).isEqualTo(first);
        assertThat(ids.at(count - 1)).isEqualTo(last);
    }

    @Test
    void givesTheFirstFieldOfEveryLine() throws Exception {
        Files.writeString(folder.resolve("ids.csv"), "\ufeffa1,x\r\n\r\n# no id\n  a2 \n\"a,3\",y\n\u00e9-4 ,z\na5");
        IdSource ids = IdSource.parse("@ids.csv", folder);
        assertThat(IntStream.range(0, ids.count()).mapToObj(ids::at))
                .containsExactly("a1", "a2", "a,3", "\u00e9-4", "a5");
        assertThat(IdSource.parse("@" + folder.resolve("ids.csv").toAbsolutePath(), Path.of("/"))
                        .count())
                .isEqualTo(5);
    }

    @Test
    void goesWithAKeyDistribution() throws Rejection {
        IdSource ids = IdSource.parse("{01..50}", folder);
        KeyDistribution uniform = new KeyDistribution.Uniform();
        SplittableRandom random = new SplittableRandom(1);
        assertThat(IntStream.range(0, 5_000)
                        .mapToObj(i -> ids.at(uniform.choose(random, ids.count())))
                        .distinct())
                .hasSize(50);
    }

    @Test
    void refusesWhatGivesNoIds() throws Exception {
        rejects("", "{0001..5000}", "@file.csv");
        rejects("5", "expected");
        rejects("1..100", "expected");
        rejects("{1..2}-{1..2}", "expected");
        rejects("{a..b}", "expected");
        rejects("{5..1}", "backwards");
        rejects("{001..1000}", "same number of digits");
        rejects("{0..100000000}", "more than 100000000 ids");
        rejects("@none.csv", "none.csv", "no such file");
        Files.writeString(folder.resolve("empty.csv"), "# nothing\n\n");
        rejects("@empty.csv", "holds no ids");
        Files.writeString(folder.resolve("bad.csv"), "a\n,b\n");
        rejects("@bad.csv", "line 2", "first field is empty");
        Files.writeString(folder.resolve("quote.csv"), "\"a\n");
        rejects("@quote.csv", "line 1", "never closed");
    }
}
