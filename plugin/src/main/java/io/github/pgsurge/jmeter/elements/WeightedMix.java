package io.github.pgsurge.jmeter.elements;

import io.github.pgsurge.jmeter.run.EngineRun;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.schedule.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.jmeter.control.GenericController;
import org.apache.jmeter.samplers.Sampler;
import org.apache.jmeter.testelement.TestElement;
import org.apache.jorphan.util.JMeterStopTestNowException;

/**
 * A controller that runs one of its children each iteration, chosen at random by weight. Every thread has a copy of its
 * own, with a random sequence of its own that depends on the seed and the thread only.
 */
public final class WeightedMix extends GenericController {
    private static final long serialVersionUID = 1;

    /** Its name in JMeter's menus. */
    public static final String TITLE = "Weighted Mix";

    private static final String WEIGHTS = "weights";
    private static final String SEED = "seed";

    /** Its fields. */
    public static final List<Field> FIELDS = List.of(
            Field.lines(
                    WEIGHTS,
                    "Weights",
                    "",
                    "How often each child runs: its weight, a number of at least 0, as a part of the sum of all. Every child"
                            + " needs a line; a child of weight 0 never runs.",
                    "A line for each child: its name, =, its weight. Example: insert=70"),
            Field.line(
                    SEED, "Seed", "", "A whole number that makes the choices repeatable; empty for others each run."));

    private transient Weights weights;
    private transient SplittableRandom random;

    @Override
    public void initialize() {
        try {
            List<String> names = new ArrayList<>();
            for (TestElement child : getSubControllers()) {
                names.add(child.getName());
            }
            weights = Weights.parse(getName(), getPropertyAsString(WEIGHTS), names);
            random = randomOf(getPropertyAsString(SEED));
        } catch (Rejection reason) {
            weights = null;
            EngineRun.current().reject(reason);
        }
        super.initialize();
    }

    @Override
    public Sampler next() {
        // A pgsurge child carries the rejection to the controller of a distributed test; others must not run. Not
        // thrown by
        // initialize(): JMeter would count the thread as ended that it has not counted as started.
        if (weights == null && getSubControllers().stream().noneMatch(PostgresSampler.class::isInstance)) {
            throw new JMeterStopTestNowException(getName() + ": its weights do not fit");
        }
        return super.next();
    }

    private SplittableRandom randomOf(String seed) throws Rejection {
        if (seed.isBlank()) {
            return new SplittableRandom();
        }
        try {
            return new SplittableRandom(Long.parseLong(seed.strip()) * 1_000_003
                    + getThreadContext().getThreadNum());
        } catch (NumberFormatException notANumber) {
            throw Rejection.usage(getName() + ": seed=" + seed + " is not allowed; allowed: a whole number, or empty");
        }
    }

    @Override
    protected void resetCurrent() {
        current = weights == null ? 0 : weights.choose(random);
    }

    @Override
    protected void incrementCurrent() {
        current = getSubControllers().size();
    }
}
