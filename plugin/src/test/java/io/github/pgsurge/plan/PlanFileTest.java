package io.github.pgsurge.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgsurge.outcome.Rejection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanFileTest {
    @TempDir
    private Path folder;

    private Path plan(String name, String elements) throws IOException {
        return Files.writeString(
                folder.resolve(name),
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<jmeterTestPlan><hashTree>"
                        + "<TestPlan testname=\"Plan\"><elementProp name=\"v\" testname=\"no element\"/></TestPlan>"
                        + "<hashTree>" + elements + "</hashTree></hashTree></jmeterTestPlan>");
    }

    @Test
    void knowsTheNamesOfTheEnabledElementsAndOfWhatTheyInclude() throws Exception {
        plan("part.jmx", "<S testname=\"included\"/><hashTree/>");
        PlanFile plan = PlanFile.read(plan(
                "plan.jmx",
                "<G testname=\"off\" enabled=\"false\"/><hashTree><S testname=\"below off\"/><hashTree/></hashTree>"
                        + "<G testname=\"on\" enabled=\"true\"><stringProp name=\"x\">setsamplelabel</stringProp></G>"
                        + "<hashTree><S testname=\"a &lt;b&gt;\"/><hashTree/>"
                        + "<IncludeController testname=\"Scenario\"><stringProp name=\"IncludeController.includepath\">"
                        + "part.jmx</stringProp></IncludeController><hashTree/></hashTree>"));

        assertThat(plan.labels().orElseThrow())
                .containsExactlyInAnyOrder("Plan", "on", "a <b>", "Scenario", "included");
        assertThat(plan.has("G")).isTrue();
        assertThat(plan.has("stringProp")).isFalse();
    }

    @Test
    void doesNotSayThatItKnowsAllNamesWhenARunMakesThem() throws Exception {
        assertThat(PlanFile.read(plan("a.jmx", "<S testname=\"GET ${path}\"/><hashTree/>"))
                        .labels())
                .isEmpty();
        assertThat(PlanFile.read(plan(
                                "b.jmx",
                                "<J testname=\"j\"><stringProp name=\"script\">prev.setSampleLabel(\"x\")</stringProp></J>"
                                        + "<hashTree/>"))
                        .labels())
                .isEmpty();
        assertThat(PlanFile.read(plan(
                                "c.jmx",
                                "<I testname=\"i\"><stringProp name=\"IncludeController.includepath\">${x}.jmx"
                                        + "</stringProp></I><hashTree/>"))
                        .labels())
                .isEmpty();
    }

    @Test
    void aPlanThatIncludesItselfIsReadOnce() throws Exception {
        Path plan = plan(
                "loop.jmx",
                "<I testname=\"again\"><stringProp name=\"IncludeController.includepath\">loop.jmx</stringProp></I>"
                        + "<hashTree/>");
        assertThat(PlanFile.read(plan).labels().orElseThrow()).contains("again");
    }

    @Test
    void refusesStagesThatNothingFollows() throws Exception {
        String stock = "<ThreadGroup testname=\"stock\"/><hashTree/>";
        String off =
                "<io.github.pgsurge.jmeter.elements.StagedThreadGroup testname=\"off\" enabled=\"false\"/><hashTree/>";
        PlanFile plan = PlanFile.read(plan("stock.jmx", stock + off));

        plan.checkStages("");
        assertThatThrownBy(() -> plan.checkStages("3s:500/s"))
                .isInstanceOf(Rejection.class)
                .hasMessage("STAGES=3s:500/s would be without effect: no Staged Thread Group of the plan is enabled;"
                        + " put the load into one, or leave STAGES out");
    }

    @Test
    void letsStagesPassThatAGroupFollowsOrMayFollow() throws Exception {
        String include = "<I testname=\"i\"><stringProp name=\"IncludeController.includepath\">";
        plan("part.jmx", "<io.github.pgsurge.jmeter.elements.StagedThreadGroup testname=\"in\"/><hashTree/>");

        PlanFile.read(plan("a.jmx", include + "part.jmx</stringProp></I><hashTree/>"))
                .checkStages("3s:500/s");
        PlanFile.read(plan("b.jmx", include + "${x}.jmx</stringProp></I><hashTree/>"))
                .checkStages("3s:500/s");
        PlanFile.read(Path.of("../test-plans/write-load.jmx").toAbsolutePath()).checkStages("3s:500/s");
    }

    @Test
    void saysWhatIsNoPlan() throws Exception {
        Path file = Files.writeString(folder.resolve("x.jmx"), "no xml");
        assertThatThrownBy(() -> PlanFile.read(file))
                .isInstanceOf(Rejection.class)
                .hasMessageContaining("is no JMeter plan");
        assertThatThrownBy(() -> PlanFile.read(folder.resolve("none.jmx"))).hasMessageContaining("cannot be read");
    }

    @Test
    void knowsElementsThatAnOlderVersionSaved() throws Exception {
        PlanFile plan =
                PlanFile.read(plan("old.jmx", "<io.github.pgsurge.jmeter.RunRecorder testname=\"r\"/><hashTree/>"));

        assertThat(plan.has("io.github.pgsurge.jmeter.elements.RunRecorder")).isTrue();
    }
}
