package io.github.pgsurge.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What is checked before anything is started. */
class BenchCommandTest {
    @ParameterizedTest
    @CsvSource({
        "--seconds=0, --seconds 0 is not within 1 to 600",
        "--warmup=-1, --warmup -1 is not within 1 to 600",
        "--rounds=101, --rounds 101 is not within 1 to 100",
        "--seconds=abc, Invalid value for option '--seconds': 'abc' is not an int",
        "--only=unnset, --only unnset is not one of: single",
        "--json=/no/such/folder/b.json, --json /no/such/folder/b.json can't be written",
        "--jsno=b.json, Unknown option: '--jsno=b.json'"
    })
    void refusesWhatDoesNotFitBeforeAnythingStarts(String option, String message) {
        StringWriter err = new StringWriter();

        int code =
                new CommandLine(new BenchCommand()).setErr(new PrintWriter(err)).execute("writes", option);

        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains(message);
    }

    @Test
    void namesTheContendersThatCanBeMeasured() {
        StringWriter err = new StringWriter();

        int code =
                new CommandLine(new BenchCommand()).setErr(new PrintWriter(err)).execute("graphql", "--only=wkr");

        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("--only wkr is not one of: GraphQL Request, stock HTTP Request, wrk");
    }

    @ParameterizedTest
    @CsvSource({
        "--seconds=0, --seconds 0 is not within 1 to 600",
        "--rounds=101, --rounds 101 is not within 1 to 100",
        "--json=/no/such/folder/b.json, --json /no/such/folder/b.json can't be written",
        "--warmup=5, Unknown option: '--warmup=5'"
    })
    void refusesWhatDoesNotFitTheMicroBenchmarks(String option, String message) {
        StringWriter err = new StringWriter();

        int code =
                new CommandLine(new BenchCommand()).setErr(new PrintWriter(err)).execute("micro", option);

        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains(message);
    }
}
