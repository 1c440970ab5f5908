package io.github.pgsurge.jmeter.elements;

import io.github.pgsurge.jmeter.run.AgentAwareListener;
import io.github.pgsurge.jmeter.run.ArrivalObserver;
import io.github.pgsurge.jmeter.run.CurrentRun;
import io.github.pgsurge.jmeter.run.ElementSettings;
import io.github.pgsurge.jmeter.run.EngineRun;
import io.github.pgsurge.jmeter.run.SampleClock;
import io.github.pgsurge.jmeter.run.TurnedAwaySampler;
import io.github.pgsurge.jmeter.vu.ArrivalPacing;
import io.github.pgsurge.jmeter.vu.BoundedTimer;
import io.github.pgsurge.jmeter.vu.Pacing;
import io.github.pgsurge.jmeter.vu.VirtualUser;
import io.github.pgsurge.jmeter.vu.VirtualUserLoop;
import io.github.pgsurge.jmeter.vu.VirtualUsers;
import io.github.pgsurge.jmeter.vu.VuThreads;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.schedule.Arrivals;
import io.github.pgsurge.schedule.Stages;
import io.github.pgsurge.schedule.Stages.Span;
import io.github.pgsurge.settings.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.jmeter.control.Controller;
import org.apache.jmeter.control.LoopController;
import org.apache.jmeter.engine.StandardJMeterEngine;
import org.apache.jmeter.samplers.Sampler;
import org.apache.jmeter.threads.AbstractThreadGroup;
import org.apache.jmeter.threads.JMeterContextService;
import org.apache.jmeter.threads.JMeterThread;
import org.apache.jmeter.threads.JMeterVariables;
import org.apache.jmeter.threads.ListenerNotifier;
import org.apache.jorphan.collections.ListedHashTree;

/**
 * Staged Thread Group: virtual users (VUs) that come and go by {@link Stages}, and repeat the elements below it in between;
 * or {@link Arrivals}, each of which is one iteration of whichever VU is free. A VU whose time is over finishes its iteration. Stop, Stop Now and the actions after a sampler error do what they do on
 * a plain thread group.
 *
 * <p>The element of the plan is for the engine's thread and for any that stops the test: it is thread safe. Each VU has a
 * copy of it, for its own thread only, made when the VU starts, so that VUs to come need no memory.
 */
public final class StagedThreadGroup extends AbstractThreadGroup implements AgentAwareListener {
    private static final long serialVersionUID = 1;

    /** Its name in JMeter's menus. */
    public static final String TITLE = "Staged Thread Group";

    /** How long arrivals wait for a VU to get ready that has been started. */
    private static final Duration LONGEST_START = Duration.ofSeconds(10);

    private static final List<String> AFTER_AN_ERROR = List.of(
            ON_SAMPLE_ERROR_CONTINUE,
            ON_SAMPLE_ERROR_START_NEXT_LOOP,
            ON_SAMPLE_ERROR_STOPTHREAD,
            ON_SAMPLE_ERROR_STOPTEST,
            ON_SAMPLE_ERROR_STOPTEST_NOW);
    private static final List<String> TRUE_OR_FALSE = List.of("true", "false");

    /** Its fields. */
    public static final List<Field> FIELDS = List.of(
            Field.of(Setting.STAGES, "Stages (empty: all at once)"),
            Field.of(Setting.VUS, "Virtual users"),
            Field.of(Setting.TEST_RUN_DURATION, "Duration"),
            Field.of(Setting.ARRIVAL_SPACING, "Arrivals: spacing"),
            Field.of(Setting.ARRIVAL_SEED, "Arrivals: seed"),
            Field.of(Setting.ARRIVAL_QUEUE, "Arrivals: how many may wait"),
            Field.of(Setting.VU_THREADS, "Threads"),
            Field.choice(
                    ON_SAMPLE_ERROR,
                    "After a sampler error",
                    ON_SAMPLE_ERROR_CONTINUE,
                    "What follows a failed sample: the virtual user goes on, starts its next iteration or leaves, or the"
                            + " test stops when running samples are finished, or at once.",
                    AFTER_AN_ERROR),
            Field.choice(
                    IS_SAME_USER_ON_NEXT_ITERATION,
                    "Same user on each iteration",
                    "true",
                    "Whether a virtual user keeps cookies, cache and authorization from one iteration to the next.",
                    TRUE_OR_FALSE));

    private transient volatile GroupSchedule schedule;
    private transient volatile VirtualUsers users;

    /** Of a VU's copy: the VU, and what repeats the elements for it. */
    private transient VirtualUser user;

    private transient Controller loop;

    @Override
    public void testStarted() {
        EngineRun run = EngineRun.current();
        run.step(() -> {
            check(ON_SAMPLE_ERROR, AFTER_AN_ERROR);
            check(IS_SAME_USER_ON_NEXT_ITERATION, TRUE_OR_FALSE);
            schedule = GroupSchedule.of(getName(), new ElementSettings(this), run);
            ArrivalObserver.of(run).add(schedule.arrivals());
        });
    }

    private void check(String property, List<String> allowed) throws Rejection {
        String value = getPropertyAsString(property);
        if (!value.isEmpty() && !allowed.contains(value)) {
            throw Rejection.usage(getName() + ": " + property + "=" + value + " is not allowed; allowed: "
                    + String.join(", ", allowed));
        }
    }

    /** The most VUs that are active at a time. */
    @Override
    public int getNumThreads() {
        GroupSchedule known = schedule;
        return known == null ? 0 : known.stages().peak();
    }

    /** Starts nothing when the run was turned away, except for the one sample by which an agent's controller is told. */
    @Override
    public void start(
            int groupNumber, ListenerNotifier notifier, ListedHashTree threadGroupTree, StandardJMeterEngine engine) {
        EngineRun run = EngineRun.current();
        Optional<Rejection> rejection = run.rejection();
        if (rejection.isPresent() && run.agent().isEmpty()) {
            return;
        }
        List<Span> spans = rejection.isEmpty() ? schedule.stages().spans() : TurnedAwaySampler.ONE_VU;
        ListedHashTree tree = rejection.isEmpty()
                ? threadGroupTree
                : TurnedAwaySampler.instead(cloneTree(threadGroupTree), rejection.get());
        if (!run.agent().isEmpty()) {
            tree.getTree(tree.getArray()[0]).add(new SampleClock());
        }
        Included.readOnce(tree);
        Optional<ArrivalPacing> arrivals = rejection.isEmpty() ? schedule.arrivals() : Optional.empty();
        VuThreads threads = rejection.isEmpty() ? schedule.threads() : VuThreads.PLATFORM;
        JMeterVariables variables = JMeterContextService.getContext().getVariables();
        users = new VirtualUsers(getName() + " " + groupNumber, spans, threads, new VirtualUsers.Source() {
            @Override
            public VirtualUser make(int number, long end) {
                ListedHashTree copy = cloneTree(tree);
                VirtualUser made =
                        new VirtualUser(arrivals.map(Pacing.class::cast).orElse(Pacing.untilThen(end)));
                ((StagedThreadGroup) copy.getArray()[0]).runFor(made);
                BoundedTimer.insteadOfTimers(copy, made);
                made.runOn(
                        makeThread(engine, StagedThreadGroup.this, notifier, groupNumber, number - 1, copy, variables));
                return made;
            }

            @Override
            public void allStarted() throws InterruptedException {
                if (arrivals.isPresent()) {
                    arrivals.get().begin(LONGEST_START);
                }
            }

            @Override
            public void endsEarly(String reason) {
                CurrentRun.endsEarly(reason);
            }

            @Override
            public void stopped() {
                arrivals.ifPresent(ArrivalPacing::stop);
            }
        });
        users.start();
    }

    /** Makes this the copy of that VU. */
    private void runFor(VirtualUser one) {
        user = one;
        loop = new VirtualUserLoop(one);
    }

    @Override
    public Controller getSamplerController() {
        if (loop == null) {
            LoopController endless = new LoopController();
            endless.setLoops(LoopController.INFINITE_LOOP_COUNT);
            loop = endless;
        }
        return loop;
    }

    /** Called once before each sample of a VU. */
    @Override
    public Sampler next() {
        user.goesOn();
        Sampler next = super.next();
        user.turnsTo(next);
        return next;
    }

    /** Adds a VU to those of the schedule, until the schedule is over. */
    @Override
    public JMeterThread addNewThread(int delayMillis, StandardJMeterEngine engine) {
        VirtualUsers running = users;
        if (running == null) {
            throw new IllegalStateException(getName() + " is not running: no virtual user can be added");
        }
        JMeterThread added = running.add(delayMillis);
        JMeterContextService.addTotalThreads(1);
        return added;
    }

    @Override
    public boolean stopThread(String threadName, boolean now) {
        VirtualUsers running = users;
        return running != null && running.stop(threadName, now);
    }

    @Override
    public int numberOfActiveThreads() {
        VirtualUsers running = users;
        return running == null ? 0 : running.active();
    }

    @Override
    public boolean verifyThreadsStopped() {
        VirtualUsers running = users;
        return running == null || running.awaitEnd(DEFAULT_THREAD_STOP_TIMEOUT);
    }

    @Override
    public void waitThreadsStopped() {
        VirtualUsers running = users;
        if (running != null) {
            running.awaitEnd(Duration.ofDays(Short.MAX_VALUE));
        }
    }

    @Override
    public void tellThreadsToStop() {
        VirtualUsers running = users;
        if (running != null) {
            running.stop(true);
        }
    }

    @Override
    public void stop() {
        VirtualUsers running = users;
        if (running != null) {
            running.stop(false);
        }
    }

    @Override
    public void threadFinished(JMeterThread thread) {
        // its VU tells so itself, also when JMeter fails before it comes to this
    }
}
