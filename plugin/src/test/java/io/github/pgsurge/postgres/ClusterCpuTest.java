package io.github.pgsurge.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a /proc as Linux makes it; the real one is in {@link ServerMonitorTest}. */
class ClusterCpuTest {
    @TempDir
    Path proc;

    private int started = 1;

    @BeforeEach
    void aPostmasterWithTwoChildren() throws IOException {
        process(100, 1, "/usr/bin/postgres -D /data", 10, 20, 30, 40);
        process(101, 100, "postgres: checkpointer ", 5, 5, 0, 0);
        process(102, 100, "postgres: load db 127.0.0.1(45678) idle", 100, 50, 0, 0);
        process(200, 1, "postgres: another cluster", 9_999, 9_999, 0, 0);
    }

    private void process(int pid, int parent, String title, long user, long system, long reapedUser, long reapedSystem)
            throws IOException {
        Path folder = Files.createDirectories(proc.resolve(Integer.toString(pid)));
        Files.writeString(folder.resolve("cmdline"), title + "\0");
        Files.writeString(
                folder.resolve("stat"),
                pid + " (postgres) x) S " + parent + " 100 100 0 -1 4194560 1 2 3 4 " + user + " " + system + " "
                        + reapedUser + " " + reapedSystem + " 20 0 1 0 " + started + " 1 1\n");
    }

    private void ends(int pid) throws IOException {
        Files.delete(proc.resolve(pid + "/cmdline"));
        Files.delete(proc.resolve(pid + "/stat"));
        Files.delete(proc.resolve(Integer.toString(pid)));
    }

    @Test
    void isThatOfThePostmasterItsChildrenAndThoseThatHaveEnded() throws IOException {
        ClusterCpu cpu = ClusterCpu.of(proc, 102, 45_678).orElseThrow();
        assertThat(cpu.millis()).hasValue(2_600);

        ends(102);
        assertThat(cpu.millis()).as("before the postmaster has seen its end").hasValue(2_600);
        process(100, 1, "/usr/bin/postgres -D /data", 10, 20, 130, 90);
        assertThat(cpu.millis()).hasValue(2_600);
        process(101, 100, "postgres: checkpointer ", 6, 5, 0, 0);
        assertThat(cpu.millis()).hasValue(2_610);
        ends(100);
        assertThat(cpu.millis()).isEmpty();
    }

    @Test
    void goesOnFromWhereAnEarlierOneOfTheSamePostmasterWas() throws IOException {
        process(103, 100, "postgres: load db 127.0.0.1(45679) idle", 0, 0, 0, 0);
        ClusterCpu first = ClusterCpu.of(proc, 102, 45_678).orElseThrow();
        assertThat(first.millis()).hasValue(2_600);
        ends(102);
        ClusterCpu second = ClusterCpu.of(proc, 103, 45_679).orElseThrow().goingOnFrom(Optional.of(first));

        assertThat(second.postmaster()).isEqualTo(first.postmaster());
        assertThat(second.millis()).as("before the postmaster has seen its end").hasValue(2_600);
    }

    @Test
    void anotherPostmasterCountsAnewEvenWithTheSameProcessId() throws IOException {
        ClusterCpu first = ClusterCpu.of(proc, 102, 45_678).orElseThrow();
        assertThat(first.millis()).hasValue(2_600);
        started = 2;
        process(100, 1, "/usr/bin/postgres -D /data", 1, 0, 0, 0);
        process(101, 100, "postgres: checkpointer ", 0, 0, 0, 0);
        process(102, 100, "postgres: load db 127.0.0.1(45678) idle", 0, 1, 0, 0);
        ClusterCpu second = ClusterCpu.of(proc, 102, 45_678).orElseThrow().goingOnFrom(Optional.of(first));

        assertThat(second.postmaster()).isNotEqualTo(first.postmaster());
        assertThat(second.millis()).hasValue(20);
    }

    @Test
    void isNotThatOfWhateverHasTheProcessIdHere() {
        assertThat(ClusterCpu.of(proc, 102, 45_679)).isEmpty();
        assertThat(ClusterCpu.of(proc, 100, 45_678)).isEmpty();
        assertThat(ClusterCpu.of(proc, 103, 45_678)).isEmpty();
    }
}
