package io.github.pgsurge.jmeter.elements;

import static io.github.pgsurge.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.jmeter.run.AgentAwareListener;
import io.github.pgsurge.jmeter.run.EngineRun;
import io.github.pgsurge.jmeter.vu.NothingMoreToDo;
import io.github.pgsurge.testing.JMeterOfThisJvm;
import io.github.pgsurge.testing.MeasuresTime;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.apache.jmeter.threads.JMeterContextService;
import org.apache.jmeter.timers.UniformRandomTimer;
import org.apache.jmeter.util.JMeterUtils;
import org.apache.jorphan.collections.HashTree;
import org.apache.jorphan.collections.ListedHashTree;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A Staged Thread Group in JMeter's own engine. One test at a time. */
@MeasuresTime
@JMeterOfThisJvm
abstract class StagedGroupFixture {
    static final Map<String, AtomicInteger> SAMPLES = new ConcurrentHashMap<>();
    static final Set<String> THREADS = ConcurrentHashMap.newKeySet();

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
                    NothingMoreToDo.say(getThreadContext());
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
    public static final class Outcome extends AbstractTestElement
            implements AgentAwareListener, SampleListener, NoThreadClone {
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

        EngineRun run() {
            return run;
        }

        void agent(String host) {
            agent = host;
        }

        int heard(String label) {
            return heard.getOrDefault(label, new AtomicInteger()).get();
        }
    }

    final StagedThreadGroup group = new StagedThreadGroup();
    final Outcome outcome = new Outcome();
    final StandardJMeterEngine engine = new StandardJMeterEngine();
    final HashTree tree = new ListedHashTree();
    final TestPlan plan = new TestPlan("Staged");
    final HashTree inPlan = tree.add(plan);
    final HashTree inGroup;
    final Thread running = new Thread(engine, "engine of the test");

    StagedGroupFixture() {
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

    void start(String stages) {
        group.setProperty("stages", stages);
        engine.configure(tree);
        running.start();
    }

    void run(String stages) throws Exception {
        start(stages);
        running.join();
        assertThat(JMeterContextService.getNumberOfThreads()).isZero();
        assertThat(group.numberOfActiveThreads()).isZero();
        await("no thread is left").until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("Users 1")));
    }

    HashTree step(String name, long millis, String then, HashTree parent) {
        Step step = new Step();
        step.setName(name);
        step.setProperty("millis", millis);
        step.setProperty("then", then);
        return parent.add(step);
    }

    static TestElement thinkTime(int from, int to) {
        UniformRandomTimer timer = new UniformRandomTimer();
        timer.setDelay(Integer.toString(from));
        timer.setRange(to - from);
        return timer;
    }

    static int samples(String name) {
        return SAMPLES.getOrDefault(name, new AtomicInteger()).get();
    }

    static void awaitSamples(int atLeast) throws Exception {
        await(atLeast + " samples")
                .until(() ->
                        SAMPLES.values().stream().mapToInt(AtomicInteger::get).sum() >= atLeast);
    }
}
