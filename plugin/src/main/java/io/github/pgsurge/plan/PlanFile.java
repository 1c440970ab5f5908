package io.github.pgsurge.plan;

import io.github.pgsurge.outcome.Rejection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The enabled elements of a plan and of the plans it includes: their names, which become the labels of samples, and their
 * classes. Read as text, so that launcher and JMeter find the same before any load.
 *
 * <p>Immutable and thread safe.
 */
public final class PlanFile {
    private static final String TREE = "hashTree";
    private static final String INCLUDED = "IncludeController.includepath";
    private static final String STAGED_GROUP = "io.github.pgsurge.jmeter.elements.StagedThreadGroup";
    private static final String EXPRESSION = "${";
    /** A script that calls this gives its samples labels of its own. */
    private static final String RELABELS = "setSampleLabel";

    private final Set<String> names = new LinkedHashSet<>();
    private final Set<String> classes = new LinkedHashSet<>();
    private final Set<Path> seen = new HashSet<>();
    private boolean namesAreOpen;
    private boolean partIsUnknown;

    private PlanFile() {}

    /**
     * Reads a plan and what it includes.
     *
     * @throws Rejection (usage) when the plan itself cannot be read or is no XML
     */
    public static PlanFile read(Path plan) throws Rejection {
        PlanFile file = new PlanFile();
        try {
            file.add(plan, plan.toAbsolutePath().getParent());
        } catch (IOException unreadable) {
            throw Rejection.usage(
                    plan + " cannot be read: " + unreadable.getClass().getSimpleName(), unreadable);
        } catch (XMLStreamException broken) {
            throw PlanXml.noPlan(plan, broken);
        }
        return file;
    }

    /** Every name that a label can be; empty when an expression or a script makes labels that only a run knows. */
    public Optional<Set<String>> labels() {
        return namesAreOpen ? Optional.empty() : Optional.of(Set.copyOf(names));
    }

    /** Whether an enabled element is of that class, named as in the plan. */
    public boolean has(String elementClass) {
        return classes.contains(elementClass);
    }

    /**
     * Refuses stages that nothing in the plan would follow.
     *
     * @param stages the setting STAGES, when a user has given it
     * @throws Rejection (usage) when no Staged Thread Group is enabled; not when a part of the plan cannot be read
     */
    public void checkStages(String stages) throws Rejection {
        if (!stages.isEmpty() && !has(STAGED_GROUP) && !partIsUnknown) {
            throw Rejection.usage("STAGES=" + stages + " would be without effect: no Staged Thread Group of the plan is"
                    + " enabled; put the load into one, or leave STAGES out");
        }
    }

    private void add(Path plan, Path folder) throws IOException, XMLStreamException {
        if (!seen.add(plan.toRealPath())) {
            return;
        }
        PlanXml.read(plan, xml -> {
            elements(xml, folder);
            return this;
        });
    }

    /** A tree holds elements, each followed by the tree of its children; one that is disabled takes them with it. */
    private void elements(XMLStreamReader xml, Path folder) throws XMLStreamException {
        Deque<Boolean> enabled = new ArrayDeque<>();
        boolean last = true;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals(TREE)) {
                last = enabled.pop();
            } else if (event == XMLStreamConstants.START_ELEMENT) {
                if (xml.getLocalName().equals(TREE)) {
                    enabled.push(last);
                } else if (!enabled.isEmpty()) {
                    last = enabled.element() && !"false".equals(xml.getAttributeValue(null, "enabled"));
                    element(xml, last, folder);
                }
            }
        }
    }

    private void element(XMLStreamReader xml, boolean enabled, Path folder) throws XMLStreamException {
        if (enabled) {
            name(xml.getAttributeValue(null, "testname"));
            classes.add(RenamedElements.now(xml.getLocalName()));
        }
        StringBuilder text = new StringBuilder();
        boolean path = false;
        for (int depth = 1; depth > 0; ) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                path = INCLUDED.equals(xml.getAttributeValue(null, "name"));
                text.setLength(0);
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
                if (path && enabled) {
                    include(text.toString().strip(), folder);
                }
                path = false;
                namesAreOpen |= enabled && text.indexOf(RELABELS) >= 0;
            } else if (xml.hasText()) {
                text.append(xml.getText());
            }
        }
    }

    private void name(String name) {
        if (name != null) {
            names.add(name);
            namesAreOpen |= name.contains(EXPRESSION);
        }
    }

    private void include(String path, Path folder) {
        try {
            Path file = Files.isRegularFile(Path.of(path)) ? Path.of(path) : folder.resolve(path);
            add(file, folder);
        } catch (IOException | XMLStreamException | IllegalArgumentException unknown) {
            // JMeter may find it all the same, and will say so if it does not
            namesAreOpen = true;
            partIsUnknown = true;
        }
    }
}
