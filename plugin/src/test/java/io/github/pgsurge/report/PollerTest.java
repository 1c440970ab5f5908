package io.github.pgsurge.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.cli.Await;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
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
        Await.until("two more readings", () -> readings.get() >= now + 2);
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
                    try {
                        hanging.await();
                    } catch (InterruptedException interrupted) {
                        Thread.currentThread().interrupt();
                    }
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
}
