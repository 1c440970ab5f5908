package io.github.pgsurge.jmeter.gui;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.jmeter.elements.Field;
import io.github.pgsurge.testing.JMeterOfThisJvm;
import java.awt.Component;
import java.awt.Container;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JTextField;
import javax.swing.text.JTextComponent;
import org.apache.jmeter.gui.JMeterGUIComponent;
import org.apache.jmeter.gui.util.MenuFactory;
import org.apache.jmeter.save.SaveService;
import org.apache.jmeter.testelement.TestElement;
import org.apache.jmeter.testelement.property.PropertyIterator;
import org.apache.jmeter.testelement.property.StringProperty;
import org.apache.jorphan.collections.HashTree;
import org.apache.jorphan.collections.ListedHashTree;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What JMeter and its users expect of every element, on every element there is. */
@JMeterOfThisJvm
class ElementConformanceIT {
    /** Menu name and menu of every element of the design. */
    private static final Map<String, String> DESIGN = Map.ofEntries(
            Map.entry("PostgreSQL Connection Manager", MenuFactory.CONFIG_ELEMENTS),
            Map.entry("PostgreSQL Table", MenuFactory.CONFIG_ELEMENTS),
            Map.entry("PostgreSQL Insert", MenuFactory.SAMPLERS),
            Map.entry("PostgreSQL Update", MenuFactory.SAMPLERS),
            Map.entry("PostgreSQL Read", MenuFactory.SAMPLERS),
            Map.entry("PostgreSQL Connect", MenuFactory.SAMPLERS),
            Map.entry("Weighted Mix", MenuFactory.CONTROLLERS),
            Map.entry("Staged Thread Group", MenuFactory.THREADS),
            Map.entry("GraphQL Endpoint", MenuFactory.CONFIG_ELEMENTS),
            Map.entry("GraphQL Request", MenuFactory.SAMPLERS),
            Map.entry("PgBouncer Monitor", MenuFactory.LISTENERS),
            Map.entry("PostgreSQL Monitor", MenuFactory.LISTENERS),
            Map.entry("Pooler Canary", MenuFactory.SAMPLERS),
            Map.entry("Run Recorder", MenuFactory.LISTENERS),
            Map.entry("Thresholds", MenuFactory.LISTENERS));

    @BeforeAll
    static void configureJMeter() {
        JMeterForms.configureJMeter();
    }

    static List<JMeterGUIComponent> forms() {
        return JMeterForms.all();
    }

    @Test
    void everyElementHasOneForm() {
        List<Class<? extends TestElement>> made = new ArrayList<>();
        JMeterForms.all().forEach(form -> made.add(form.createTestElement().getClass()));
        assertThat(made)
                .hasSizeGreaterThanOrEqualTo(8)
                .hasSameElementsAs(JMeterForms.elements())
                .doesNotHaveDuplicates();
    }

    @Test
    void everyTitleIsOfTheDesignAndUnique() {
        assertThat(JMeterForms.all().stream()
                        .map(JMeterGUIComponent::getStaticLabel)
                        .toList())
                .doesNotHaveDuplicates()
                .isSubsetOf(DESIGN.keySet());
    }

    @ParameterizedTest
    @MethodSource("forms")
    void standsInTheMenuOfItsKind(JMeterGUIComponent form) {
        assertThat(form.getMenuCategories()).containsExactly(DESIGN.get(form.getStaticLabel()));
        assertThat(form.canBeAdded()).isTrue();
        assertThat(form.getDocAnchor()).isEqualTo(form.getStaticLabel().replace(' ', '_'));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void labelsAndExplainsEveryField(JMeterGUIComponent form) {
        Map<String, JComponent> inputs = inputs(form);
        List<Field> fields = JMeterForms.fields(form.createTestElement());
        assertThat(inputs.keySet())
                .containsExactlyElementsOf(fields.stream().map(Field::property).toList());
        for (Field field : fields) {
            JComponent input = inputs.get(field.property());
            JLabel label = components(form)
                    .filter(part -> part instanceof JLabel text && text.getLabelFor() == input)
                    .map(JLabel.class::cast)
                    .findFirst()
                    .orElseThrow();
            assertThat(label.getText()).isEqualTo(field.label() + ":").hasSizeGreaterThan(3);
            assertThat(field.tooltip()).as("tooltip of " + field.property()).hasSizeGreaterThan(15);
            assertThat(hovered(input).getToolTipText())
                    .isEqualTo(label.getToolTipText())
                    .startsWith("<html>")
                    .doesNotContain(" <");
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void startsWithTheDefaults(JMeterGUIComponent form) {
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put(TestElement.NAME, form.getStaticLabel());
        expected.put(TestElement.GUI_CLASS, form.getClass().getName());
        expected.putAll(defaults(form));
        TestElement element = form.createTestElement();
        expected.put(TestElement.TEST_CLASS, element.getClass().getName());
        assertThat(properties(element)).containsExactlyInAnyOrderEntriesOf(expected);
        assertThat(element.isEnabled()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void keepsEveryPropertyThroughTheForm(JMeterGUIComponent form) {
        TestElement element = JMeterForms.awkward(form);
        element.setEnabled(false);
        element.setProperty("a.later.version", "knows more");
        Map<String, String> before = properties(element);

        form.configure(element);
        form.modifyTestElement(element);

        assertThat(properties(element)).containsExactlyEntriesOf(before);
        TestElement another = form.createTestElement();
        Map<String, String> shown = new LinkedHashMap<>(before);
        shown.remove("a.later.version");
        assertThat(properties(another)).containsExactlyInAnyOrderEntriesOf(shown);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void forgetsAnElementWhenItIsCleared(JMeterGUIComponent form) {
        form.configure(JMeterForms.awkward(form));
        form.clearGui();
        TestElement element = form.createTestElement();
        assertThat(properties(element)).containsAllEntriesOf(defaults(form));
        assertThat(element.getName()).isEqualTo(form.getStaticLabel());
        assertThat(element.getComment()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void showsTheNextElementWhateverWasTypedForTheLast(JMeterGUIComponent form) {
        TestElement element = form.createTestElement();
        form.configure(element);
        inputs(form).values().forEach(input -> typed((JTextComponent) hovered(input)));

        form.configure(element);
        form.modifyTestElement(element);

        assertThat(properties(element)).containsAllEntriesOf(defaults(form));
    }

    private static void typed(JTextComponent input) {
        input.setText("typed, no Enter");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void storesWhatIsTypedWithoutEnter(JMeterGUIComponent form) {
        inputs(form).values().forEach(input -> typed((JTextComponent) hovered(input)));
        TestElement element = form.createTestElement();
        assertThat(JMeterForms.fields(element))
                .allSatisfy(field -> assertThat(element.getPropertyAsString(field.property()))
                        .isEqualTo(field.look() == Field.Look.PASSWORD ? field.fallback() : "typed, no Enter"));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void offersItsDefaultBesidesTheChoices(JMeterGUIComponent form) {
        Map<String, JComponent> inputs = inputs(form);
        for (Field field : JMeterForms.fields(form.createTestElement())) {
            if (field.choices().isEmpty()) {
                assertThat(inputs.get(field.property())).isInstanceOf(JTextComponent.class);
                continue;
            }
            JComboBox<?> choice = (JComboBox<?>) inputs.get(field.property());
            List<Object> offered = new ArrayList<>();
            for (int i = 0; i < choice.getItemCount(); i++) {
                offered.add(choice.getItemAt(i));
            }
            assertThat(offered).contains(field.fallback()).containsAll(field.choices());
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void keepsEveryPropertyInAPlan(JMeterGUIComponent form, @TempDir Path folder) throws IOException {
        TestElement element = JMeterForms.awkward(form);
        ByteArrayOutputStream plan = new ByteArrayOutputStream();
        SaveService.saveTree(new ListedHashTree(element), plan);

        Path file = Files.write(folder.resolve("plan.jmx"), plan.toByteArray());
        HashTree loaded = SaveService.loadTree(file.toFile());

        assertThat(loaded.getArray()).hasSize(1);
        TestElement back = (TestElement) loaded.getArray()[0];
        assertThat(back).isExactlyInstanceOf(element.getClass());
        assertThat(properties(back)).containsExactlyInAnyOrderEntriesOf(properties(element));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void isClonedWhole(JMeterGUIComponent form) {
        TestElement element = JMeterForms.awkward(form);
        TestElement clone = (TestElement) element.clone();
        assertThat(clone).isNotSameAs(element).isEqualTo(element).isExactlyInstanceOf(element.getClass());
        assertThat(properties(clone)).containsExactlyInAnyOrderEntriesOf(properties(element));
        clone.setProperty("of.the.clone", "only");
        assertThat(properties(element)).doesNotContainKey("of.the.clone");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void travelsToAnAgentWhole(JMeterGUIComponent form) throws IOException, ClassNotFoundException {
        TestElement element = JMeterForms.awkward(form);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(element);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            TestElement arrived = (TestElement) in.readObject();
            assertThat(arrived).isEqualTo(element).isExactlyInstanceOf(element.getClass());
            assertThat(properties(arrived)).containsExactlyInAnyOrderEntriesOf(properties(element));
        }
    }

    private static Map<String, String> defaults(JMeterGUIComponent form) {
        Map<String, String> defaults = new LinkedHashMap<>();
        JMeterForms.fields(form.createTestElement()).forEach(field -> defaults.put(field.property(), field.fallback()));
        return defaults;
    }

    /** Properties by name, all of them; every one of pgsurge's own is a string. */
    private static Map<String, String> properties(TestElement element) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (PropertyIterator all = element.propertyIterator(); all.hasNext(); ) {
            var property = all.next();
            if (!property.getName().startsWith("TestElement.")) {
                assertThat(property).isInstanceOf(StringProperty.class);
            }
            properties.put(property.getName(), property.getStringValue());
        }
        return properties;
    }

    private static Map<String, JComponent> inputs(JMeterGUIComponent form) {
        Map<String, JComponent> inputs = new LinkedHashMap<>();
        components(form)
                .filter(part -> part instanceof JTextComponent || part instanceof JComboBox)
                .filter(part -> part.getName() != null && !(part.getParent() instanceof JComboBox))
                .forEach(part -> inputs.put(part.getName(), (JComponent) part));
        return inputs;
    }

    /** The part of an input that the user points at and types in. */
    private static JComponent hovered(JComponent input) {
        return input instanceof JComboBox<?> choice
                ? (JTextField) choice.getEditor().getEditorComponent()
                : input;
    }

    private static Stream<Component> components(Object part) {
        return part instanceof Container container
                ? Stream.concat(
                        Stream.of(container),
                        Stream.of(container.getComponents()).flatMap(ElementConformanceIT::components))
                : Stream.of((Component) part);
    }
}
