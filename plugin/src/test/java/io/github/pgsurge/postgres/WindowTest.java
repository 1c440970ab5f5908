package io.github.pgsurge.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.evidence.PlainValues;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WindowTest {
    private static final long LONG_AGO = System.nanoTime() - 1_000_000_000_000L;
    private static final Postmaster FIRST = new Postmaster("monday", LONG_AGO);

    private final Window window = new Window();

    private static ReadingBuilder reading(Postmaster postmaster, long commits) {
        ReadingBuilder reading = new ReadingBuilder(postmaster);
        reading.counters(new Counters("pg_stat_database", "", false, new TreeMap<>(Map.of("xact_commit", commits))));
        return reading;
    }

    private static Reading commits(Postmaster postmaster, long commits) {
        return reading(postmaster, commits).build();
    }

    private Map<String, Object> fields() {
        return fields(window.figures().orElseThrow());
    }

    private static Map<String, Object> fields(ServerFigures figures) {
        return PlainValues.of(figures.findings().block("postgres"));
    }

    @Test
    void figuresStayAsTheyWereWhenFurtherReadingsCome() {
        window.start(commits(FIRST, 10), 0, false);
        ReadingBuilder waiting = reading(FIRST, 15);
        waiting.gauge("locks_waiting", 1);
        window.add(waiting.build());
        ServerFigures figures = window.figures().orElseThrow();

        ReadingBuilder later = reading(FIRST, 99);
        later.gauge("locks_waiting", 7);
        window.add(later.build());

        assertThat(fields(figures)).containsEntry("transactions", 5L).containsEntry("locks_waiting_max", 1L);
        assertThat(fields()).containsEntry("transactions", 89L).containsEntry("locks_waiting_max", 7L);
    }

    @Test
    void whatTheLateReadingLacksIsAsAtTheEnd() {
        window.start(commits(FIRST, 10), 0, false);
        ReadingBuilder end = reading(FIRST, 20);
        end.gauge("table_bytes", 8_192);
        end.gauge("dead_rows", 3);
        end.text("last_autovacuum", "noon");
        window.end(end.build(), OptionalLong.of(5));
        window.settle(commits(FIRST, 22));

        assertThat(fields())
                .containsEntry("table_bytes", 8_192L)
                .containsEntry("dead_rows", 3L)
                .containsEntry("last_autovacuum", "noon")
                .containsEntry("transactions", 12L);
    }

    @Test
    void aServerThatWasStartedAnewSinceTheLastReadingCountsFromZero() {
        window.start(commits(FIRST, 1_000), 0, false);
        window.add(commits(new Postmaster("tuesday", System.nanoTime()), 7));

        assertThat(fields()).containsEntry("transactions", 7L);
        assertThat(window.reset()).containsExactly("pg_stat_database");
    }

    @Test
    void anotherServerThatWasUpBeforeCountsFromItsFirstReadingOn() {
        Postmaster standby = new Postmaster("sunday", LONG_AGO - 1);
        window.start(commits(FIRST, 1_000), 0, false);
        window.add(commits(FIRST, 1_010));
        window.add(commits(standby, 500_000));
        window.add(commits(standby, 500_003));

        assertThat(fields()).containsEntry("transactions", 13L);
        assertThat(window.reset()).isEqualTo(List.of("pg_stat_database"));
    }

    @Test
    void aNewConnectionToTheSameServerIsNoReset() {
        window.start(commits(FIRST, 1_000), 0, false);
        window.add(commits(new Postmaster("monday", LONG_AGO + 5_000), 1_010));

        assertThat(fields()).containsEntry("transactions", 10L);
        assertThat(window.reset()).isEmpty();
    }
}
