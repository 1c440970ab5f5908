package io.github.pgsurge.jmeter.elements;

import static io.github.pgsurge.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.pgsurge.outcome.ExitCode;
import io.github.pgsurge.schedule.Stages;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.jmeter.control.TransactionController;
import org.apache.jmeter.engine.StandardJMeterEngine;
import org.apache.jmeter.threads.AbstractThreadGroup;
import org.apache.jmeter.util.JMeterUtils;
import org.apache.jorphan.collections.HashTree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The group in JMeter's own engine. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class StagedThreadGroupIT extends StagedGroupFixture {
    /** Three groups at a time: without think time, with it, and with it in transactions. */
    @Test
    void followsItsStagesWithinOneVuAndFinishesIterations() throws Exception {
        threeSteps("", inGroup);
        StagedThreadGroup thinking = another("Thinking");
        HashTree inThinking = inPlan.add(thinking);
        threeSteps("thinking ", inThinking);
        inThinking.add(thinkTime(500, 3_000));
        StagedThreadGroup transacting = another("Transacting");
        TransactionController transaction = new TransactionController();
        transaction.setName("transaction");
        transaction.setGenerateParentSample(true);
        HashTree inTransacting = inPlan.add(transacting);
        threeSteps("transacting ", inTransacting.add(transaction));
        inTransacting.add(thinkTime(500, 3_000));

        Stages stages = Stages.parse("3s:20,4s:20,3s:0");
        start(stages.toString());
        await("the first VU").until(() -> transacting.getNumberOfThreads() > 0);
        long begin = System.nanoTime() - stages.spans().get(0).from().toNanos();
        for (int second = 1; second <= 10; second++) {
            TimeUnit.NANOSECONDS.sleep(begin + TimeUnit.SECONDS.toNanos(second) - System.nanoTime());
            for (StagedThreadGroup each : List.of(group, thinking, transacting)) {
                awaitTheSchedule(each, stages, begin);
            }
        }
        running.join();

        for (String prefix : List.of("", "thinking ", "transacting ")) {
            assertThat(samples(prefix + "first"))
                    .isGreaterThanOrEqualTo(20)
                    .isEqualTo(samples(prefix + "second"))
                    .isEqualTo(samples(prefix + "third"));
        }
        assertThat(outcome.heard("transaction")).isEqualTo(samples("transacting first"));
        assertThat(THREADS).contains("Users 1-1", "Users 1-20", "Thinking 2-20", "Transacting 3-20");
        assertThat(THREADS.stream().filter(name -> name.startsWith("Users "))).hasSize(20);
    }

    /** A machine that hangs for a moment is late for a moment; a group that lags behind is late all the time. */
    private static void awaitTheSchedule(StagedThreadGroup group, Stages stages, long begin) throws Exception {
        await(group.getName() + " is within one VU of the schedule")
                .atMost(Duration.ofMillis(500))
                .until(() ->
                        Math.abs(group.getNumberOfThreads() - stages.at(Duration.ofNanos(System.nanoTime() - begin)))
                                <= 1);
    }

    private StagedThreadGroup another(String name) {
        StagedThreadGroup another = new StagedThreadGroup();
        another.setName(name);
        another.setProperty("stages", "3s:20,4s:20,3s:0");
        return another;
    }

    private void threeSteps(String prefix, HashTree parent) {
        step(prefix + "first", 5, "", parent);
        step(prefix + "second", 5, "", parent);
        step(prefix + "third", 5, "", parent);
    }

    @Test
    void givesThoseWhoJoinLaterNumbersOfTheirOwn() throws Exception {
        step("step", 5, "", inGroup);
        run("0s:3,200ms:3,0s:1,200ms:1,0s:2,200ms:2");
        assertThat(THREADS).containsExactlyInAnyOrder("Users 1-1", "Users 1-2", "Users 1-3", "Users 1-4");
        assertThat(group.getNumThreads()).isEqualTo(3);
    }

    @Test
    void takesAllVusAtOnceWithoutStages() throws Exception {
        group.setProperty("vus", "4");
        group.setProperty("test.run.duration", "1s");
        step("step", 5, "", inGroup);
        long start = System.nanoTime();
        run("");
        assertThat(THREADS).hasSize(4);
        assertThat((System.nanoTime() - start) / 1e9).isBetween(1.0, 5.0);
    }

    /** A plan's default of a setting is a variable of its Test Plan element. */
    @ParameterizedTest
    @CsvSource({
        "${__pgsurge(stages)}, vus=4 test.run.duration=1s, 4, 1",
        "${__pgsurge(stages)}, stages=0s:2 1s:2, 2, 1",
        "0s:3;1s:3, vus=4 test.run.duration=20s, 3, 1"
    })
    void takesTheSizeOfThePlansDefaultShapeFromTheSettings(String field, String settings, int vus, double seconds)
            throws Exception {
        plan.addParameter("stages", "1s:20,38s:20,1s:0");
        group.setProperty("vus", "${__pgsurge(vus)}");
        group.setProperty("test.run.duration", "${__pgsurge(test.run.duration)}");
        step("step", 5, "", inGroup);
        List<String[]> pairs = Arrays.stream(settings.split(" (?=[a-z])"))
                .map(pair -> pair.split("="))
                .toList();
        long start = System.nanoTime();
        try {
            pairs.forEach(pair -> JMeterUtils.setProperty(pair[0], pair[1].replace(' ', ',')));
            run(field.replace(';', ','));
        } finally {
            pairs.forEach(pair -> JMeterUtils.getJMeterProperties().remove(pair[0]));
        }
        assertThat(group.getNumThreads()).isEqualTo(vus);
        assertThat(THREADS).hasSize(vus);
        assertThat((System.nanoTime() - start) / 1e9).isBetween(seconds, seconds + 8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1m:5,2m:x | continue | STAGES: stage 2 of 2, '2m:x', is not allowed",
                "1m:5 | sometimes | Users: ThreadGroup.on_sample_error=sometimes is not allowed; allowed: continue"
            })
    void turnsARunAwayThatDoesNotFit(String stages, String onError, String reason) throws Exception {
        group.setProperty(AbstractThreadGroup.ON_SAMPLE_ERROR, onError);
        step("step", 5, "", inGroup);
        run(stages);
        assertThat(SAMPLES).isEmpty();
        assertThat(outcome.run().rejection()).hasValueSatisfying(rejection -> {
            assertThat(rejection).hasMessageStartingWith(reason);
            assertThat(rejection.exitCode()).isEqualTo(ExitCode.USAGE);
        });
    }

    @Test
    void tellsTheControllerOfAnAgentThatTheRunIsTurnedAway() throws Exception {
        step("step", 5, "", inGroup);
        outcome.agent("agent:1099");
        run("nonsense");
        assertThat(SAMPLES).isEmpty();
        assertThat(outcome.heard("turned away")).isEqualTo(1);
    }

    @Test
    void finishesSamplersOnStopAndStartsNoFurtherVu() throws Exception {
        step("step", 1_500, "", inGroup);
        step("never", 1, "", inGroup);
        start("0s:5,60s:5,0s:50,60s:50");
        awaitSamples(5);
        engine.stopTest(false);
        running.join();
        assertThat(samples("step")).isEqualTo(5);
        assertThat(samples("never")).isZero();
        assertThat(outcome.heard("step")).isEqualTo(5);
        assertThat(outcome.heard("interrupted")).isZero();
    }

    @Test
    void interruptsSamplersAndTimersOnStopNow() throws Exception {
        step("step", 60_000, "", inGroup);
        step("never", 1, "", inGroup).add(thinkTime(60_000, 60_000));
        start("0s:5,60s:5");
        awaitSamples(5);
        long start = System.nanoTime();
        engine.stopTest(true);
        running.join();
        assertThat((System.nanoTime() - start) / 1e9).isLessThan(5);
        assertThat(samples("never")).isZero();
        assertThat(outcome.heard("interrupted")).isEqualTo(5);
    }

    @Test
    void stopsOneVuByItsName() throws Exception {
        step("step", 10, "", inGroup);
        start("0s:2,60s:2");
        awaitSamples(4);
        assertThat(StandardJMeterEngine.stopThread("Users 1-2")).isTrue();
        await("it has left").until(() -> group.numberOfActiveThreads() == 1);
        assertThat(StandardJMeterEngine.stopThread("Users 1-2")).isFalse();
        assertThat(StandardJMeterEngine.stopThreadNow("Users 1-1")).isTrue();
        running.join();
    }

    @Test
    void takesAVuMoreWhenAskedTo() throws Exception {
        step("step", 10, "", inGroup);
        start("0s:1,1s:1");
        awaitSamples(2);
        group.addNewThread(0, engine);
        running.join();
        assertThat(THREADS).containsExactlyInAnyOrder("Users 1-1", "Users 1-2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stopthread", "stoptest", "stoptestnow"})
    void doesAfterASamplerErrorWhatJMeterDoes(String action) throws Exception {
        group.setProperty(AbstractThreadGroup.ON_SAMPLE_ERROR, action);
        step("step", 100, "fail", inGroup);
        step("never", 1, "", inGroup);
        run("0s:3,60s:3");
        assertThat(samples("step")).isBetween(action.equals("stopthread") ? 3 : 1, 3);
        assertThat(samples("never")).isZero();
    }

    @Test
    void startsTheNextIterationAfterASamplerErrorWhenAskedTo() throws Exception {
        group.setProperty(AbstractThreadGroup.ON_SAMPLE_ERROR, "startnextloop");
        step("step", 10, "fail", inGroup);
        step("never", 1, "", inGroup);
        run("0s:1,300ms:1");
        assertThat(samples("step")).isGreaterThan(3);
        assertThat(samples("never")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"break", "leave"})
    void endsWhenNoVuIsLeftAndNoneIsToCome(String then) throws Exception {
        step("step", 10, then, inGroup);
        long start = System.nanoTime();
        run("0s:3,60s:3");
        assertThat(samples("step")).isEqualTo(3);
        assertThat((System.nanoTime() - start) / 1e9).isCloseTo(0, within(10.0));
    }
}
