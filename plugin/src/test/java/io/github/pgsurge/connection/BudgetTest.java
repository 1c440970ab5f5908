package io.github.pgsurge.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.connection.SlotReading.Sessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private static final SessionName OWN = SessionName.control(new RunLabel("own", "a"));
    private static final SessionName OTHER = SessionName.control(new RunLabel("other", "b"));

    private static Sessions plain(int count, int idle) {
        return new Sessions(Optional.empty(), true, false, false, count, idle, 0);
    }

    private static Sessions named(SessionName name, int count, boolean inRole) {
        return new Sessions(Optional.of(name), true, inRole, false, count, 0, 0);
    }

    private static SlotReading reading(
            int max, OptionalInt roleLimit, OptionalInt databaseLimit, Sessions... sessions) {
        List<Sessions> all = new ArrayList<>(List.of(sessions));
        all.add(named(OWN, 1, true));
        return new SlotReading(max, 3, 0, roleLimit, databaseLimit, true, all);
    }

    private static SlotReading reading(int max, Sessions... sessions) {
        return reading(max, OptionalInt.empty(), OptionalInt.empty(), sessions);
    }

    private static Budget budget(SlotReading reading, int ownHeld, int minFree) {
        return budget(reading, ownHeld, guard(minFree));
    }

    private static Budget budget(SlotReading reading, int ownHeld, GuardSettings guard) {
        return Budget.of(reading, OWN, ownHeld, guard, "load", "db");
    }

    private static GuardSettings guard(int minFree) {
        return new GuardSettings(
                minFree, GuardAction.SHED, false, Duration.ofSeconds(1), "postgres", Optional.empty(), 0);
    }

    @Test
    void subtractsIdleSessionsControlAndMinimum() {
        Budget budget = budget(reading(40, plain(35, 35)), 0, 5);

        assertThat(budget.left()).isEqualTo(-4);
        assertThat(budget.free()).isEqualTo(1);
        assertThat(budget.refusal(10, false))
                .startsWith("refused: DB_MAX_OPEN_CONNS=10 does not fit: max_connections 40 - superuser_reserved 3 -"
                        + " reserved 0 = 37 usable; 35 held by other sessions (35 idle), 0 reserved by other pgsurge"
                        + " runs, 1 control connection, DB_MIN_FREE_CONNS=5 to stay free: -4 left; ")
                .doesNotContain("\n");
    }

    @Test
    void subtractsReservedConnections() {
        SlotReading reading =
                new SlotReading(40, 3, 7, OptionalInt.empty(), OptionalInt.empty(), true, List.of(named(OWN, 1, true)));
        assertThat(budget(reading, 0, 5).left()).isEqualTo(24);
    }

    @Test
    void theTightestLimitWins() {
        Sessions inRole = new Sessions(Optional.empty(), true, true, false, 4, 4, 0);
        Sessions inDatabase = new Sessions(Optional.empty(), true, false, true, 2, 2, 0);
        Budget budget = budget(reading(40, OptionalInt.of(12), OptionalInt.of(20), inRole, inDatabase), 0, 2);

        assertThat(budget.bounds()).extracting(Budget.Bound::left).containsExactly(28, 5, 16);
        assertThat(budget.left()).isEqualTo(5);
        assertThat(budget.refusal(10, false)).contains("connection limit of role load 12 = 12 usable; 4 held");
    }

    @Test
    void walsendersUseNoSlotButCountForTheRole() {
        Sessions walsender = new Sessions(Optional.empty(), false, true, false, 2, 0, 0);
        Budget budget = budget(reading(40, OptionalInt.of(10), OptionalInt.empty(), walsender), 0, 0);
        assertThat(budget.bounds()).extracting(Budget.Bound::left).containsExactly(36, 7);
    }

    @Test
    void aRunLeavesRoomForItsMonitorsBeforeTheyComeAndForThoseOfOthersWhenTheyAreSeen() {
        SessionName own = SessionName.monitor(new RunLabel("own", "a"));
        SessionName other = SessionName.monitor(new RunLabel("other", "a"));
        int without = budget(reading(40, plain(20, 20)), 10, 5).left();
        assertThat(without).isEqualTo(37 - 20 - 1 - 5);

        Budget toCome = budget(reading(40, plain(20, 20)), 10, guard(5).withMonitors(1));
        assertThat(toCome.left()).isEqualTo(without - 1);
        assertThat(toCome.free()).isEqualTo(37 - 20 - 1);
        assertThat(toCome.tightest().explain())
                .contains("20 held by other sessions", "1 for monitors, DB_MIN_FREE_CONNS=5 to stay free: ");

        Budget here = budget(reading(40, plain(20, 20), named(own, 1, true)), 10, guard(5).withMonitors(1));
        assertThat(here.left()).isEqualTo(without - 1);
        assertThat(here.free()).isEqualTo(37 - 20 - 1 - 1);

        assertThat(budget(reading(40, plain(20, 20), named(own, 1, true)), 10, 5)
                        .left())
                .as("one that nobody knew of")
                .isEqualTo(without - 1);
        assertThat(budget(reading(40, plain(20, 20), named(other, 2, true)), 10, guard(5).withMonitors(1))
                        .left())
                .isEqualTo(without - 3);
    }

    @Test
    void anAgentLeavesRoomForTheMonitorOfItsControllerOnceWhateverThatCallsTheRun() {
        SessionName controllers = SessionName.monitor(new RunLabel("other", ""));
        int without = budget(reading(40, plain(20, 20)), 10, 5).left();
        assertThat(budget(reading(40, plain(20, 20)), 10, guard(5).withMonitors(1))
                        .left())
                .isEqualTo(without - 1);
        assertThat(budget(reading(40, plain(20, 20), named(controllers, 1, true)), 10, guard(5).withMonitors(1))
                        .left())
                .isEqualTo(without - 1);
    }

    @Test
    void anotherRunCountsWithTheLargerOfReservedAndSeen() {
        SessionName control = OTHER.withCap(40);
        assertThat(budget(reading(100, named(control, 1, true)), 0, 5).left()).isEqualTo(97 - 41 - 1 - 5);
        assertThat(budget(reading(100, named(control, 1, true), named(OTHER.load(), 30, true)), 0, 5)
                        .left())
                .isEqualTo(97 - 41 - 1 - 5);
        assertThat(budget(reading(100, named(control, 1, true), named(OTHER.load(), 44, true)), 0, 5)
                        .left())
                .isEqualTo(97 - 45 - 1 - 5);
    }

    @Test
    void aRunWithoutControlConnectionReservesNothing() {
        Budget budget = budget(reading(100, named(OTHER.load(), 12, true)), 0, 5);
        assertThat(budget.left()).isEqualTo(97 - 12 - 1 - 5);
        assertThat(budget.tightest().runs()).isEmpty();
    }

    @Test
    void aThirdRunOfFortyIsRefusedAndNamesBothReservations() {
        SessionName third = SessionName.control(new RunLabel("third", "c")).withCap(40);
        Budget budget = budget(reading(100, named(OTHER.withCap(40), 1, true), named(third, 1, true)), 0, 5);
        assertThat(budget.left()).isEqualTo(9);
        assertThat(budget.refusal(40, false))
                .contains("82 reserved by other pgsurge runs (other/b 40 + 1 control, third/c 40 + 1 control)")
                .contains("9 left; set DB_MAX_OPEN_CONNS to 9 or less, or GUARD_FIT=true");
    }

    @Test
    void ownSessionsAreInsideTheCapAndOnlyThoseBeyondCountAsOthers() {
        assertThat(budget(reading(40, named(OWN.load(), 10, true)), 10, 5).left())
                .isEqualTo(31);
        assertThat(budget(reading(40, named(OWN.load(), 12, true)), 10, 5).left())
                .isEqualTo(29);
    }

    @Test
    void aRunKnownToBeElsewhereDoesNotCountForTheRole() {
        Budget budget = budget(
                reading(
                        100,
                        OptionalInt.of(20),
                        OptionalInt.empty(),
                        named(OTHER.withCap(40), 1, false),
                        named(OTHER.load(), 3, false)),
                0,
                0);
        assertThat(budget.bounds()).extracting(Budget.Bound::left).containsExactly(55, 19);
    }

    @Test
    void theCapFallsAtOnceAndRisesByTheLeastRoomOfThreeSamples() {
        CapPolicy policy = new CapPolicy(GuardAction.SHED, 10);
        assertThat(policy.next(6, 10, 10)).hasValue(6);
        assertThat(policy.next(9, 6, 6)).isEmpty();
        assertThat(policy.next(8, 6, 6)).isEmpty();
        assertThat(policy.next(12, 6, 6)).hasValue(8);
        assertThat(policy.next(12, 8, 6)).isEmpty();
        assertThat(policy.next(8, 8, 6)).isEmpty();
        assertThat(policy.next(12, 8, 6)).isEmpty();
        assertThat(policy.next(-3, 8, 6)).hasValue(0);
    }

    @Test
    void warnKeepsWhatIsOpenAndOnlyStopsGrowing() {
        CapPolicy policy = new CapPolicy(GuardAction.WARN, 10);
        assertThat(policy.next(2, 10, 6)).hasValue(6);
        assertThat(policy.next(2, 6, 6)).isEmpty();
        assertThat(policy.next(-5, 6, 4)).hasValue(4);
    }

    @Test
    void sessionNamesFitIntoWhatPostgresKeepsAndReadBack() {
        SessionName name = SessionName.control(
                        new RunLabel("a very long run id of 2026-11-22T00:28Z", "host näme:1099"))
                .withCap(10_000);
        assertThat(name.text().length()).isLessThanOrEqualTo(63);
        assertThat(SessionName.parse(name.text())).contains(name);
        assertThat(SessionName.parse(name.load().text())).contains(name.load());
        assertThat(SessionName.parse("pgsurge-control x")).isEmpty();
    }
}
