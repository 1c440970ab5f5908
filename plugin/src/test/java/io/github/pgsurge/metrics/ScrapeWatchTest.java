package io.github.pgsurge.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class ScrapeWatchTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final AtomicLong nanos = new AtomicLong();
    private final ScrapeWatch watch = new ScrapeWatch(nanos::get);

    private void scrapeAfter(Duration time) {
        nanos.addAndGet(time.toNanos());
        watch.ended(watch.begun());
    }

    @Test
    void waitsForNobodyWhenNobodyScraped() {
        watch.figuresAreFinal();

        assertThat(watch.patience()).isEmpty();
    }

    @Test
    void waitsTwiceTheLongestTimeBetweenTwoScrapes() {
        scrapeAfter(Duration.ofSeconds(1));
        scrapeAfter(Duration.ofSeconds(5));
        scrapeAfter(Duration.ofSeconds(2));
        watch.figuresAreFinal();

        assertThat(watch.patience()).contains(Duration.ofSeconds(10));
    }

    @Test
    void waitsThirtySecondsAtMostAndAfterASingleScrape() {
        scrapeAfter(Duration.ofSeconds(1));
        assertThat(watch.patience()).contains(Duration.ofSeconds(30));
        scrapeAfter(Duration.ofSeconds(15));
        assertThat(watch.patience()).contains(Duration.ofSeconds(30));
        scrapeAfter(Duration.ofSeconds(60));
        assertThat(watch.patience()).contains(Duration.ofSeconds(30));
    }

    @Test
    void aScrapeThatBeganBeforeTheEndTakesNoFinalFigures() throws InterruptedException {
        scrapeAfter(Duration.ofSeconds(1));
        boolean early = watch.begun();
        watch.figuresAreFinal();
        watch.ended(early);
        assertThat(watch.patience()).isPresent();

        watch.ended(watch.begun());
        assertThat(watch.patience()).isEmpty();
        watch.await(LONG);
    }

    @Test
    void doesNotWaitForAScraperThatIsGone() throws InterruptedException {
        scrapeAfter(Duration.ofSeconds(1));
        watch.figuresAreFinal();
        watch.await(Duration.ofMillis(1));

        assertThat(watch.patience()).isEmpty();
    }

    @Test
    void doesNotWaitWhenToldSoBefore() throws InterruptedException {
        scrapeAfter(Duration.ofSeconds(1));
        watch.stopWaiting();
        watch.figuresAreFinal();

        assertThat(watch.patience()).isEmpty();
        watch.await(LONG);
    }
}
