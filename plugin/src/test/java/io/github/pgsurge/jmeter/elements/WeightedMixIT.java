package io.github.pgsurge.jmeter.elements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.pgsurge.jmeter.run.AgentAwareListener;
import io.github.pgsurge.jmeter.run.EngineRun;
import io.github.pgsurge.outcome.ExitCode;
import io.github.pgsurge.testing.JMeterOfThisJvm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.jmeter.control.LoopController;
import org.apache.jmeter.engine.StandardJMeterEngine;
import org.apache.jmeter.engine.util.NoThreadClone;
import org.apache.jmeter.samplers.AbstractSampler;
import org.apache.jmeter.samplers.Entry;
import org.apache.jmeter.samplers.SampleResult;
import org.apache.jmeter.testelement.AbstractTestElement;
import org.apache.jmeter.testelement.TestPlan;
import org.apache.jmeter.threads.JMeterContextService;
import org.apache.jmeter.threads.ThreadGroup;
import org.apache.jmeter.util.JMeterUtils;
import org.apache.jorphan.collections.HashTree;
import org.apache.jorphan.collections.ListedHashTree;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The controller in JMeter's own engine. */
@JMeterOfThisJvm
class WeightedMixIT {
    /** What ran, by thread number, in the order in which it ran. */
    private static final Map<Integer, List<String>> RAN = new ConcurrentHashMap<>();

    /** A child of the mix that only says that it ran. */
    public static final class Child extends AbstractSampler {
        private static final long serialVersionUID = 1;

        @Override
        public SampleResult sample(Entry entry) {
            RAN.computeIfAbsent(getThreadContext().getThreadNum(), thread -> new ArrayList<>())
                    .add(getName());
            SampleResult result = SampleResult.createTestSample(1);
            result.setSuccessful(true);
            return result;
        }
    }

    /** Keeps what became of the run, which lives in the engine thread's variables. */
    public static final class Outcome extends AbstractTestElement implements AgentAwareListener, NoThreadClone {
        private static final long serialVersionUID = 1;

        private transient volatile EngineRun run;

        @Override
        public void testStarted() {
            run = EngineRun.current();
        }
    }

    @BeforeAll
    static void configureJMeter() {
        String home = System.getProperty("pgsurge.jmeter.home");
        JMeterUtils.setJMeterHome(home);
        JMeterUtils.loadJMeterProperties(home + "/bin/jmeter.properties");
    }

    @Test
    void runsEachChildByItsWeight() {
        run("insert=70\nupdate=25\nread=5\nnever=0", "", 10_000, 1, "insert", "update", "read", "never");

        List<String> ran = RAN.get(0);
        assertThat(ran).hasSize(10_000).doesNotContain("never");
        assertThat(percent(ran, "insert")).isCloseTo(70, within(1.5));
        assertThat(percent(ran, "update")).isCloseTo(25, within(1.5));
        assertThat(percent(ran, "read")).isCloseTo(5, within(1.5));
    }

    @Test
    void repeatsTheSameChoicesForTheSameSeed() {
        Map<Integer, List<String>> first = mix("7");
        assertThat(first.get(0)).isNotEqualTo(first.get(1));
        assertThat(mix("7")).isEqualTo(first);
        assertThat(mix("8").get(0)).isNotEqualTo(first.get(0));
        assertThat(mix("").get(0)).isNotEqualTo(mix("").get(0));
    }

    private static Map<Integer, List<String>> mix(String seed) {
        run("insert=1\nupdate=1", seed, 200, 2, "insert", "update");
        assertThat(RAN.get(0)).hasSize(200);
        assertThat(RAN.get(1)).hasSize(200);
        return Map.copyOf(RAN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "insert=70,update=-1 | '' | Mix: weight 'update=-1' is not allowed; allowed: a number of at least 0",
                "insert=0,update=0 | '' | Mix: all weights are 0; at least one must be more",
                "insert=1,delete=1 | '' | Mix: weight 'delete=1' names a child that is not there; there are: insert,"
                        + " update",
                "insert=1 | '' | Mix: no weight for update; add a line name=weight",
                "insert=1,update=1 | x | Mix: seed=x is not allowed; allowed: a whole number, or empty"
            })
    void refusesARunWhoseWeightsDoNotFit(String weights, String seed, String reason) {
        EngineRun run = run(weights.replace(',', '\n'), seed, 10, 1, "insert", "update");

        assertThat(RAN).isEmpty();
        assertThat(run.rejection()).hasValueSatisfying(rejection -> {
            assertThat(rejection).hasMessage(reason);
            assertThat(rejection.exitCode()).isEqualTo(ExitCode.USAGE);
        });
    }

    private static double percent(List<String> ran, String child) {
        return 100.0 * Collections.frequency(ran, child) / ran.size();
    }

    private static EngineRun run(String weights, String seed, int iterations, int threads, String... children) {
        RAN.clear();
        WeightedMix mix = new WeightedMix();
        mix.setName("Mix");
        mix.setProperty("weights", weights);
        mix.setProperty("seed", seed);
        LoopController loop = new LoopController();
        loop.setLoops(iterations);
        loop.setContinueForever(false);
        ThreadGroup group = new ThreadGroup();
        group.setName("Writers");
        group.setNumThreads(threads);
        group.setRampUp(0);
        group.setSamplerController(loop);
        Outcome outcome = new Outcome();

        HashTree tree = new ListedHashTree();
        HashTree plan = tree.add(new TestPlan("Mixed"));
        plan.add(outcome);
        HashTree mixed = plan.add(group).add(mix);
        for (String name : children) {
            Child child = new Child();
            child.setName(name);
            mixed.add(child);
        }
        StandardJMeterEngine engine = new StandardJMeterEngine();
        engine.configure(tree);
        engine.run();
        assertThat(JMeterContextService.getNumberOfThreads()).isZero();
        return outcome.run;
    }
}
