package io.github.pgsurge.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.outcome.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class JUnitXmlTest {
    @TempDir
    private Path folder;

    private Element written(Conclusion conclusion, ThresholdResult... results) throws Exception {
        Path file = folder.resolve("junit.xml");
        new JUnitXml(
                        "base<line> & \"co\"",
                        Instant.parse("2026-03-01T12:00:00.123Z"),
                        Duration.ofMillis(12_345),
                        Map.of("run_id", "r-1", "verdict", conclusion.verdict().toString()),
                        conclusion,
                        List.of(results))
                .write(file);
        assertThat(Files.readString(file)).startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement();
    }

    private static ThresholdResult result(String rule, Verdict verdict, String reason) {
        return new ThresholdResult(rule, OptionalDouble.of(140.25), "ms", verdict, reason);
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return java.util.stream.IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    @Test
    void isATestCaseForEachRule() throws Exception {
        Element suite = written(
                new Conclusion(Verdict.FAIL, ExitCode.FAILED, "x", true),
                result("latency{a<b} p95 < 100ms", Verdict.FAIL, ""),
                result("errors rate < 1%", Verdict.PASS, ""),
                result("latency p50 < 100ms, fail > 1s", Verdict.WARN, ""),
                result("p99 \u0000\u001b[31m]]> & \"é𝄞\"", Verdict.INCONCLUSIVE, "too few"));

        assertThat(suite.getTagName()).isEqualTo("testsuite");
        assertThat(suite.getAttribute("name")).isEqualTo("base<line> & \"co\"");
        assertThat(suite.getAttribute("tests")).isEqualTo("4");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("errors")).isEqualTo("0");
        assertThat(suite.getAttribute("skipped")).isEqualTo("1");
        assertThat(suite.getAttribute("time")).isEqualTo("12.345");
        assertThat(suite.getAttribute("timestamp")).isEqualTo("2026-03-01T12:00:00");
        List<Element> cases = elements(suite, "testcase");
        assertThat(cases).extracting(one -> one.getAttribute("name")).contains("latency{a<b} p95 < 100ms");
        assertThat(cases).allSatisfy(one -> {
            assertThat(one.getAttribute("classname")).isEqualTo("pgsurge.base<line> & \"co\"");
            assertThat(one.getAttribute("time")).isEqualTo("0");
        });
        assertThat(elements(cases.get(0), "failure")).singleElement().satisfies(failure -> assertThat(
                        failure.getAttribute("message"))
                .isEqualTo("was 140.3 ms"));
        assertThat(cases.get(1).getChildNodes().getLength()).isZero();
        assertThat(elements(cases.get(3), "skipped")).singleElement().satisfies(skipped -> assertThat(
                        skipped.getAttribute("message"))
                .isEqualTo("was 140.3 ms, too few"));
        assertThat(cases.get(3).getAttribute("name")).isEqualTo("p99   [31m]]> & \"é𝄞\"");
        assertThat(elements(suite, "system-out").get(0).getTextContent())
                .isEqualTo("warn: latency p50 < 100ms, fail > 1s: was 140.3 ms\n");
    }

    @Test
    void aRunWithoutRulesIsATestCaseOfItsOwn() throws Exception {
        Element suite = written(new Conclusion(Verdict.PASS, ExitCode.OK, "", false));
        assertThat(elements(suite, "testcase")).singleElement().satisfies(one -> assertThat(one.getAttribute("name"))
                .isEqualTo("the run as a whole"));
    }

    @Test
    void whatNoRuleSaysIsATestCaseOfItsOwn() throws Exception {
        Element suite = written(
                new Conclusion(Verdict.INCONCLUSIVE, ExitCode.INCONCLUSIVE, "went past the pooler", false),
                result("errors rate < 1%", Verdict.PASS, ""));
        assertThat(suite.getAttribute("tests")).isEqualTo("2");
        assertThat(elements(suite, "skipped")).singleElement().satisfies(one -> assertThat(one.getAttribute("message"))
                .isEqualTo("went past the pooler"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a client got another's answer |      | 10 | 0  | fail         | a client got another's answer",
                "                              |      | 11 | 11 | fail         | every sample failed",
                "                              |      | 0  | 0  | fail         | no samples",
                "                              | past | 10 | 0  | inconclusive | past",
            })
    void whatIsGraverThanItsRulesIsATestCaseBesideThem(
            String wrong, String doubt, long samples, long errors, String verdict, String reason) throws Exception {
        ThresholdResult rule = result("latency p99 < 1ms", Verdict.valueOf(verdict.toUpperCase(Locale.ROOT)), "");
        Conclusion.Ending ending =
                Conclusion.Ending.REGULAR.seenBy(Optional.ofNullable(doubt), Optional.ofNullable(wrong));
        Element suite = written(Conclusion.of(ending, List.of(rule), samples, errors), rule);

        assertThat(elements(suite, "testcase"))
                .extracting(one -> one.getAttribute("name"))
                .containsExactly("latency p99 < 1ms", "the run as a whole");
        assertThat(elements(suite, verdict.equals("fail") ? "failure" : "skipped"))
                .extracting(one -> one.getAttribute("message"))
                .containsExactly("was 140.3 ms", reason);
    }

    @Test
    void whatARuleSaysIsSaidOnce() throws Exception {
        ThresholdResult failed = result("latency p95 < 1ms", Verdict.FAIL, "");
        Element suite = written(Conclusion.of(Conclusion.Ending.REGULAR, List.of(failed), 10, 0), failed);
        assertThat(suite.getAttribute("tests")).isEqualTo("1");
    }

    @Test
    void aRunThatWasTurnedAwayIsAnError() throws Exception {
        Element suite = written(new Conclusion(Verdict.REFUSED, ExitCode.REFUSED, "no room", false));
        assertThat(suite.getAttribute("errors")).isEqualTo("1");
        assertThat(elements(suite, "error").get(0).getAttribute("message")).isEqualTo("no room");
    }
}
