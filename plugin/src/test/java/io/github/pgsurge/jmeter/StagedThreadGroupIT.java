package io.github.pgsurge.jmeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.pgsurge.cli.Await;
import io.github.pgsurge.schedule.Stages;
import io.github.pgsurge.verdict.ExitCode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.jmeter.control.TransactionController;
import org.apache.jmeter.engine.StandardJMeterEngine;
import org.apache.jmeter.engine.util.NoThreadClone;
import org.apache.jmeter.samplers.AbstractSampler;
import org.apache.jmeter.samplers.Entry;
import org.apache.jmeter.samplers.Interruptible;
import org.apache.jmeter.samplers.SampleEvent;
import org.apache.jmeter.samplers.SampleListener;
import org.apache.jmeter.samplers.SampleResult;
import org.apache.jmeter.testelement.AbstractTestElement;
import org.apache.jmeter.testelement.TestElement;
import org.apache.jmeter.testelement.TestPlan;
import org.apache.jmeter.threads.AbstractThreadGroup;
import org.apache.jmeter.threads.JMeterContextService;
import org.apache.jmeter.timers.UniformRandomTimer;
import org.apache.jmeter.util.JMeterUtils;
import org.apache.jorphan.collections.HashTree;
import org.apache.jorphan.collections.ListedHashTree;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The group in JMeter's own engine. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class StagedThreadGroupIT {
    private static final Map<String, AtomicInteger> SAMPLES = new ConcurrentHashMap<>();
    private static final Set<String> THREADS = ConcurrentHashMap.newKeySet();

    /** A sampler that waits as long as its property says, and says whom it ran for. */
    public static final class Step extends AbstractSampler implements Interruptible {
        private static final long serialVersionUID = 1;

        private transient volatile Thread waiting;

        @Override
        public SampleResult sample(Entry entry) {
            SAMPLES.computeIfAbsent(getName(), name -> new AtomicInteger()).incrementAndGet();
            THREADS.add(getThreadContext().getThread().getThreadName());
            SampleResult result = new SampleResult();
            result.setSampleLabel(getName());
            result.sampleStart();
            waiting = Thread.currentThread();
            try {
                Thread.sleep(getPropertyAsLong("millis"));
            } catch (InterruptedException interrupted) {
                result.setResponseCode("interrupted");
            }
            waiting = null;
            result.sampleEnd();
            switch (getPropertyAsString("then")) {
                case "fail" -> result.setSuccessful(false);
                case "break" -> throw new StackOverflowError("a sampler that breaks");
                case "leave" -> {
                    result.setSuccessful(true);
                    ThreadEnd.nothingMoreToDo(getThreadContext());
                }
                default -> result.setSuccessful(true);
            }
            return result;
        }

        @Override
        public boolean interrupt() {
            Thread thread = waiting;
            if (thread != null) {
                thread.interrupt();
            }
            return thread != null;
        }
    }

    /** Keeps what became of the run, which lives in the engine thread's variables, and counts what listeners hear. */
    public static final class Outcome extends AbstractTestElement implements ToldOfTest, SampleListener, NoThreadClone {
        private static final long serialVersionUID = 1;

        private final transient Map<String, AtomicInteger> heard = new ConcurrentHashMap<>();
        private transient volatile EngineRun run;
        private transient volatile String agent = "";

        @Override
        public void testStarted() {
            run = EngineRun.current();
            run.agent(agent);
        }

        @Override
        public void sampleOccurred(SampleEvent event) {
            heard.computeIfAbsent(event.getResult().getSampleLabel(), label -> new AtomicInteger())
                    .incrementAndGet();
            heard.computeIfAbsent(event.getResult().getResponseCode(), code -> new AtomicInteger())
                    .incrementAndGet();
        }

        @Override
        public void sampleStarted(SampleEvent event) {
            // not called by JMeter's threads
        }

        @Override
        public void sampleStopped(SampleEvent event) {
            // not called by JMeter's threads
        }

        int heard(String label) {
            return heard.getOrDefault(label, new AtomicInteger()).get();
        }
    }

    private final StagedThreadGroup group = new StagedThreadGroup();
    private final Outcome outcome = new Outcome();
    private final StandardJMeterEngine engine = new StandardJMeterEngine();
    private final HashTree tree = new ListedHashTree();
    private final TestPlan plan = new TestPlan("Staged");
    private final HashTree inPlan = tree.add(plan);
    private final HashTree inGroup;
    private final Thread running = new Thread(engine, "engine of the test");

    StagedThreadGroupIT() {
        inPlan.add(outcome);
        inGroup = inPlan.add(group);
        group.setName("Users");
    }

    @BeforeAll
    static void configureJMeter() {
        String home = System.getProperty("pgsurge.jmeter.home");
        JMeterUtils.setJMeterHome(home);
        JMeterUtils.loadJMeterProperties(home + "/bin/jmeter.properties");
    }

    @BeforeEach
    void clear() {
        SAMPLES.clear();
        THREADS.clear();
    }

    private void start(String stages) {
        group.setProperty("stages", stages);
        engine.configure(tree);
        running.start();
    }

    private void run(String stages) throws Exception {
        start(stages);
        running.join();
        assertThat(JMeterContextService.getNumberOfThreads()).isZero();
        assertThat(group.numberOfActiveThreads()).isZero();
        Await.until("no thread is left", () -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("Users 1")));
    }

    private HashTree step(String name, long millis, String then, HashTree parent) {
        Step step = new Step();
        step.setName(name);
        step.setProperty("millis", millis);
        step.setProperty("then", then);
        return parent.add(step);
    }

    private static TestElement thinkTime(int from, int to) {
        UniformRandomTimer timer = new UniformRandomTimer();
        timer.setDelay(Integer.toString(from));
        timer.setRange(to - from);
        return timer;
    }

    private static int samples(String name) {
        return SAMPLES.getOrDefault(name, new AtomicInteger()).get();
    }

    private static void awaitSamples(int atLeast) throws Exception {
        Await.until(
                atLeast + " samples",
                () -> SAMPLES.values().stream().mapToInt(AtomicInteger::get).sum() >= atLeast);
    }

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
        Await.until("the first VU", () -> transacting.getNumberOfThreads() > 0);
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
        Await.until(
                group.getName() + " is within one VU of the schedule",
                Duration.ofMillis(500),
                () -> Math.abs(group.getNumberOfThreads() - stages.at(Duration.ofNanos(System.nanoTime() - begin)))
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
        assertThat(outcome.run.rejection()).hasValueSatisfying(rejection -> {
            assertThat(rejection).hasMessageStartingWith(reason);
            assertThat(rejection.exitCode()).isEqualTo(ExitCode.USAGE);
        });
    }

    @Test
    void tellsTheControllerOfAnAgentThatTheRunIsTurnedAway() throws Exception {
        step("step", 5, "", inGroup);
        outcome.agent = "agent:1099";
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
        Await.until("it has left", () -> group.numberOfActiveThreads() == 1);
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
