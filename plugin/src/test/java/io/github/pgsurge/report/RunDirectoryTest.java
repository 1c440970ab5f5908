package io.github.pgsurge.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgsurge.outcome.ExitCode;
import io.github.pgsurge.outcome.Rejection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
    private static final Instant START = Instant.parse("2026-11-22T00:15:00.999Z");

    @TempDir
    Path folder;

    @Test
    void isNamedForPlanAndTime() throws Exception {
        RunDirectory directory = RunDirectory.create(folder.resolve("results"), "write-load", START);

        assertThat(directory.path())
                .isEqualTo(folder.resolve("results/write-load-20261122T001500Z"))
                .isEmptyDirectory();
        assertThat(directory.runJson()).isEqualTo(directory.path().resolve("run.json"));
    }

    @Test
    void isAnotherForEachRunOfOneSecond() throws Exception {
        assertThat(RunDirectory.create(folder, "a", START).path()).hasFileName("a-20261122T001500Z");
        assertThat(RunDirectory.create(folder, "a", START).path()).hasFileName("a-20261122T001500Z-2");
        assertThat(RunDirectory.create(folder, "a", START).path()).hasFileName("a-20261122T001500Z-3");
    }

    @Test
    void staysInsideTheResultsFolderWhateverThePlanIsCalled() throws Exception {
        assertThat(RunDirectory.create(folder, "../my plan/x", START).path())
                .hasParent(folder)
                .hasFileName(".._my_plan_x-20261122T001500Z");
    }

    @Test
    void takesAnAbsentOrEmptyFolderOfTheUser() throws Exception {
        Path out = folder.resolve("a/b");

        assertThat(RunDirectory.out(out).path()).isEqualTo(out).isEmptyDirectory();
        assertThat(RunDirectory.out(out).path()).isEqualTo(out);
    }

    @Test
    void refusesAFolderWithSomethingInItAndAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("old"), "evidence");

        assertThatThrownBy(() -> RunDirectory.out(folder))
                .isInstanceOfSatisfying(
                        Rejection.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessage("--out " + folder
                        + " is not empty: name a folder that is absent or empty, or move what is in it away");
        assertThatThrownBy(() -> RunDirectory.out(file))
                .isInstanceOf(Rejection.class)
                .hasMessage("--out " + file + " is a file: name a folder that is absent or empty");
        assertThat(file).hasContent("evidence");
    }

    @Test
    void saysWhatToDoWhenItCannotBeWritten() throws Exception {
        Path file = Files.writeString(folder.resolve("old"), "");

        assertThatThrownBy(() -> RunDirectory.create(file, "a", START))
                .isInstanceOf(Rejection.class)
                .hasMessageContaining("results folder " + file + " cannot be written (FileAlreadyExists)");
        assertThatThrownBy(() -> RunDirectory.out(file.resolve("below")))
                .isInstanceOf(Rejection.class)
                .hasMessageContaining("cannot be written");
    }

    @Test
    void opensOnlyWhatExists() throws Exception {
        assertThat(RunDirectory.existing(folder).path()).isEqualTo(folder);
        assertThatThrownBy(() -> RunDirectory.existing(folder.resolve("none")))
                .isInstanceOf(Rejection.class)
                .hasMessageContaining("does not exist");
    }
}
