package io.github.pgsurge.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GrowthTest {
    private final Growth growth = new Growth();

    private static List<Counters> wal(String epoch, long records) {
        return List.of(new Counters("pg_stat_wal", epoch, false, new TreeMap<>(Map.of("wal_records", records))));
    }

    private static List<Counters> position(long bytes) {
        return List.of(new Counters(WalPosition.GROUP, "", true, new TreeMap<>(Map.of(WalPosition.POSITION, bytes))));
    }

    @Test
    void isTheDifferenceBetweenTheStartAndTheLast() {
        growth.startAt(wal("monday", 100));
        growth.add(wal("monday", 130));
        growth.add(wal("monday", 150));

        assertThat(growth.of("wal_records")).hasValue(50);
        assertThat(growth.of("wal_fpi")).isEmpty();
        assertThat(growth.sum("wal_records", "wal_fpi")).hasValue(50);
        assertThat(growth.sum("wal_fpi")).isEmpty();
        assertThat(growth.reset()).isEmpty();
    }

    @Test
    void isUnknownAfterOneReading() {
        growth.startAt(wal("monday", 100));
        assertThat(growth.of("wal_records")).isEqualTo(OptionalLong.empty());
    }

    @Test
    void goesOnFromZeroWhenACounterFellOrSaysThatItWasReset() {
        growth.startAt(wal("monday", 100));
        growth.add(wal("monday", 130));
        growth.add(wal("monday", 7));
        assertThat(growth.of("wal_records")).hasValue(37);
        growth.add(wal("tuesday", 50));
        assertThat(growth.of("wal_records")).hasValue(87);
        assertThat(growth.reset()).containsExactly("pg_stat_wal");
    }

    @Test
    void startsAgainWhenToldSo() {
        growth.startAt(wal("monday", 100));
        growth.add(wal("tuesday", 130));
        growth.startAt(wal("tuesday", 140));
        growth.add(wal("tuesday", 141));
        assertThat(growth.of("wal_records")).hasValue(1);
        assertThat(growth.reset()).isEmpty();
    }

    @Test
    void aPositionThatFellIsAnotherServersAndSaysNothing() {
        growth.startAt(position(1_000_000));
        growth.add(position(2_000_000));
        growth.add(position(1_900_000));
        growth.add(position(1_950_000));
        assertThat(growth.of(WalPosition.POSITION)).isEmpty();
    }
}
