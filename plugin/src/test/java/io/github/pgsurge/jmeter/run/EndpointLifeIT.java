package io.github.pgsurge.jmeter.run;

import static io.github.pgsurge.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.jmeter.elements.RunRecorder;
import io.github.pgsurge.metrics.Scrape;
import io.github.pgsurge.testing.FreePorts;
import io.github.pgsurge.testing.JMeterOfThisJvm;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.jmeter.control.LoopController;
import org.apache.jmeter.engine.StandardJMeterEngine;
import org.apache.jmeter.samplers.AbstractSampler;
import org.apache.jmeter.samplers.Entry;
import org.apache.jmeter.samplers.SampleResult;
import org.apache.jmeter.testelement.TestPlan;
import org.apache.jmeter.threads.ThreadGroup;
import org.apache.jmeter.util.JMeterUtils;
import org.apache.jorphan.collections.HashTree;
import org.apache.jorphan.collections.ListedHashTree;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The endpoint in a JVM that outlives its tests, as JMeter's GUI does. */
@JMeterOfThisJvm
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class EndpointLifeIT {
    private static volatile CountDownLatch enough;

    /** A sampler that lasts until the test has seen enough. */
    public static final class Held extends AbstractSampler {
        private static final long serialVersionUID = 1;

        @Override
        public SampleResult sample(Entry entry) {
            SampleResult result = new SampleResult();
            result.setSampleLabel("held");
            result.sampleStart();
            try {
                enough.await();
                result.setSuccessful(true);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            result.sampleEnd();
            return result;
        }
    }

    @TempDir
    private Path folder;

    private int port;
    private String url;
    private Thread running;

    @BeforeAll
    static void configureJMeter() {
        String home = System.getProperty("pgsurge.jmeter.home");
        JMeterUtils.setJMeterHome(home);
        JMeterUtils.loadJMeterProperties(home + "/bin/jmeter.properties");
    }

    @BeforeEach
    void choosePort() {
        port = FreePorts.tcp();
        url = "http://127.0.0.1:" + port + "/metrics";
        JMeterUtils.setProperty("prometheus", Integer.toString(port));
    }

    @AfterEach
    void clear() throws InterruptedException {
        enough.countDown();
        running.join();
        JMeterUtils.getJMeterProperties().remove("prometheus");
        JMeterUtils.getJMeterProperties().remove("out");
    }

    private Thread start(String name) {
        enough = new CountDownLatch(1);
        JMeterUtils.setProperty("out", folder.resolve(name).toString());
        LoopController once = new LoopController();
        once.setLoops(1);
        once.setContinueForever(false);
        ThreadGroup group = new ThreadGroup();
        group.setNumThreads(1);
        group.setSamplerController(once);
        HashTree tree = new ListedHashTree();
        HashTree inPlan = tree.add(new TestPlan(name));
        inPlan.add(group).add(new Held());
        inPlan.add(new RunRecorder());
        StandardJMeterEngine engine = new StandardJMeterEngine();
        engine.configure(tree);
        running = new Thread(engine, "engine of the test");
        running.start();
        return running;
    }

    /** Looks without scraping. */
    private boolean isUp() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (ConnectException closed) {
            return false;
        }
    }

    @Test
    void aTestTakesThePortOfOneWhoseLastScrapeNeverCame() throws Exception {
        Thread first = start("first");
        await("the endpoint is there")
                .until(() -> isUp() && CurrentRun.registry().isPresent());
        Optional<?> registry = CurrentRun.registry();
        Scrape.of(url);
        enough.countDown();
        first.join();
        assertThat(isUp()).as("its final figures are waited for").isTrue();

        Thread second = start("second");
        await("the second's own figures are there")
                .until(() -> CurrentRun.registry().isPresent() && !registry.equals(CurrentRun.registry()) && isUp());
        assertThat(Scrape.of(url).sum("pgsurge_samples_total"))
                .as("nothing of the first is left")
                .isZero();
        enough.countDown();
        second.join();
        assertThat(Scrape.of(url).sum("pgsurge_samples_total")).isEqualTo(1);
        await("its final figures are gone, and its port is closed").until(() -> !isUp());
    }
}
