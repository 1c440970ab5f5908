package io.github.pgsurge.run;

import static io.github.pgsurge.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PollerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final AtomicInteger readings = new AtomicInteger();
    private final AtomicReference<String> failure = new AtomicReference<>();

    private Poller every(Duration interval) {
        return new Poller(
                "server",
                interval,
                () -> {
                    Optional<String> now = Optional.ofNullable(failure.get());
                    readings.incrementAndGet();
                    return now;
                },
                lines::add);
    }

    private void awaitTwoMore() {
        int now = readings.get();
        await("two more readings").until(() -> readings.get() >= now + 2);
    }

    @Test
    void readsAtTheStartAtEveryIntervalAndAtTheEnd() {
        try (Poller hourly = every(Duration.ofHours(1))) {
            hourly.start(PATIENCE);
            assertThat(readings).hasValue(1);
            hourly.finish(PATIENCE);
            hourly.finish(PATIENCE);
            assertThat(readings).hasValue(2);
        }
        try (Poller often = every(Duration.ofMillis(5))) {
            often.start(PATIENCE);
            awaitTwoMore();
        }
    }

    @Test
    void saysOnceThatItFailsAndOnceThatItWorksAgain() {
        failure.set("connection refused");
        try (Poller poller = every(Duration.ofMillis(5))) {
            poller.start(PATIENCE);
            awaitTwoMore();
            assertThat(lines).containsExactly("server: connection refused; the run goes on, and so do the attempts");
            failure.set(null);
            awaitTwoMore();
            assertThat(lines).hasSize(2).last().isEqualTo("server: answers again");
        }
    }

    @Test
    void doesNotWaitForAReadingThatHangsAndGoesOnAfterADefect() {
        CountDownLatch hanging = new CountDownLatch(1);
        try (Poller poller = new Poller(
                "server",
                Duration.ofMillis(5),
                () -> {
                    awaitIn(hanging);
                    readings.incrementAndGet();
                    throw new IllegalStateException("defect");
                },
                lines::add)) {
            poller.start(Duration.ofMillis(20));
            assertThat(readings).hasValue(0);
            hanging.countDown();
            awaitTwoMore();
        }
    }

    @Test
    void makesUpForNothingAfterAReadingThatHung() {
        Duration interval = Duration.ofMillis(30);
        List<Long> begins = new CopyOnWriteArrayList<>();
        CountDownLatch hanging = new CountDownLatch(1);
        try (Poller poller = new Poller(
                "server",
                interval,
                () -> {
                    begins.add(System.nanoTime());
                    if (begins.size() == 2) {
                        awaitIn(hanging);
                    }
                    return Optional.empty();
                },
                lines::add)) {
            poller.start(PATIENCE);
            await("a reading hangs").until(() -> begins.size() == 2);
            long hung = System.nanoTime();
            await("five turns are missed").until(() -> System.nanoTime() - hung > 5 * interval.toNanos());
            hanging.countDown();
            await("it reads again").until(() -> begins.size() >= 6);
        }
        for (int i = 2; i < begins.size(); i++) {
            assertThat(begins.get(i) - begins.get(i - 1)).isGreaterThanOrEqualTo(interval.toNanos());
        }
    }

    @Test
    void readsOnceHoweverOftenItWasToReadSoonMeanwhile() {
        CountDownLatch hanging = new CountDownLatch(1);
        try (Poller poller = hangingUntil(hanging, Duration.ofHours(1))) {
            poller.readSoon();
            await("a reading hangs").until(() -> readings.get() == 1);
            for (int i = 0; i < 5; i++) {
                poller.readSoon();
            }
            hanging.countDown();
            poller.readNow(PATIENCE);
            assertThat(readings).hasValue(3);
        }
    }

    @Test
    void waitsForManyNoLongerThanForOne() {
        CountDownLatch never = new CountDownLatch(1);
        Duration patience = Duration.ofMillis(400);
        List<Poller> pollers = Stream.generate(() -> hangingUntil(never, Duration.ofHours(1)))
                .limit(20)
                .toList();
        try {
            long begin = System.nanoTime();
            Poller.startAll(pollers, patience);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(patience.multipliedBy(10));
            await("all read at once").until(() -> readings.get() == 20);
            long end = System.nanoTime();
            Poller.finishAll(pollers, patience);
            assertThat(Duration.ofNanos(System.nanoTime() - end)).isLessThan(patience.multipliedBy(10));
        } finally {
            never.countDown();
            pollers.forEach(Poller::close);
        }
    }

    private Poller hangingUntil(CountDownLatch released, Duration interval) {
        return new Poller(
                "server",
                interval,
                () -> {
                    readings.incrementAndGet();
                    awaitIn(released);
                    return Optional.empty();
                },
                lines::add);
    }

    private static void awaitIn(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
