package io.github.pgsurge.verdict;

import io.github.pgsurge.evidence.Catalogue;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The rules of a run, in the order they were given.
 *
 * <p>Immutable and thread safe.
 *
 * @param list the rules
 */
public record Rules(List<Rule> list) {
    /** No rule at all. */
    public static final Rules NONE = new Rules(List.of());

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** Copies the list. */
    public Rules {
        list = List.copyOf(list);
    }

    /**
     * Reads rules, one a line; {@code #} begins a comment.
     *
     * @param catalogue the figures that they may be about
     * @param source where they stand, for errors
     * @throws Rejection (usage) at the first that does not parse
     */
    public static Rules parse(Catalogue catalogue, String source, String text) throws Rejection {
        MetricRegistry metrics = new MetricRegistry(catalogue);
        List<Rule> rules = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (!new RuleText(source, i + 1, lines.get(i)).isBlank()) {
                rules.add(Rule.parse(metrics, source, i + 1, lines.get(i)));
            }
        }
        return new Rules(rules);
    }

    /**
     * Reads a file of rules in UTF-8.
     *
     * @param catalogue the figures that they may be about
     * @param folder that a relative name starts from
     * @throws Rejection (usage) when it cannot be read, holds no rule, or one that does not parse
     */
    public static Rules read(Catalogue catalogue, Path folder, String file) throws Rejection {
        String text;
        try {
            text = Files.readString(folder.resolve(file));
        } catch (CharacterCodingException binary) {
            throw Rejection.usage(
                    Setting.THRESHOLDS + "=" + file + " is no text in UTF-8; name a file of rules", binary);
        } catch (IOException unreadable) {
            throw Rejection.usage(
                    Setting.THRESHOLDS + "=" + file + " cannot be read ("
                            + unreadable.getClass().getSimpleName().replace("Exception", "")
                            + "); name a file of rules",
                    unreadable);
        }
        Rules rules = parse(catalogue, file, text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
        if (rules.isEmpty()) {
            throw Rejection.usage(
                    Setting.THRESHOLDS + "=" + file + " holds no rule; write one a line, or leave the setting out");
        }
        return rules;
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return list.isEmpty();
    }

    /** These and then those. */
    public Rules plus(Rules others) {
        List<Rule> all = new ArrayList<>(list);
        all.addAll(others.list);
        return new Rules(all);
    }

    /** Those that can end a run. */
    public List<Rule> aborting() {
        return list.stream().filter(rule -> rule.abortAfter().isPresent()).toList();
    }

    /**
     * Checks the labels of all rules.
     *
     * @param names every name that a label can be
     * @throws Rejection (usage) at the first rule on a label that is none of them
     */
    public void checkLabels(Set<String> names) throws Rejection {
        for (Rule rule : list) {
            rule.checkLabel(names);
        }
    }

    /** What the evidence says of each. */
    public List<ThresholdResult> evaluate(Evidence evidence) {
        return list.stream().map(rule -> rule.evaluate(evidence)).toList();
    }
}
