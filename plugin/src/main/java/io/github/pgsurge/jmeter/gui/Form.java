package io.github.pgsurge.jmeter.gui;

import io.github.pgsurge.jmeter.elements.Field;
import java.awt.BorderLayout;
import java.awt.Font;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JPasswordField;
import javax.swing.JScrollPane;
import javax.swing.JSeparator;
import javax.swing.JTextArea;
import javax.swing.JTextField;
import javax.swing.UIManager;
import net.miginfocom.swing.MigLayout;
import org.apache.jmeter.testelement.TestElement;
import org.apache.jmeter.util.JMeterUtils;
import org.apache.jorphan.gui.JFactory;

/** The fields of one element as a panel: label, input and hint in columns, under headings. For the Swing thread only. */
final class Form extends JPanel {
    private static final long serialVersionUID = 1;

    private static final int LINES_SHOWN = 10;

    /** A field on the screen: how its value is read and written. */
    private record Entry(Field field, Supplier<String> read, Consumer<String> write) {}

    private final transient Map<String, Entry> entries = new LinkedHashMap<>();
    private final JPanel rows = new JPanel(new MigLayout("fillx, wrap 3, insets 0", "[][fill,grow]8[]"));
    private final JLabel note = hint("");

    Form(List<Field> fields) {
        super(new BorderLayout());
        for (Field field : fields) {
            switch (field.look()) {
                case HEADING -> addHeading(field);
                case LINES -> addLines(field);
                default -> addLine(field);
            }
        }
        rows.add(note, "skip 1, span 2");
        add(rows, BorderLayout.NORTH);
        clear();
    }

    private void addHeading(Field field) {
        JLabel heading = JFactory.withDynamic(new JLabel(field.label()), Form::embolden);
        rows.add(heading, "span 3, split 2, gaptop 10");
        rows.add(new JSeparator(), "growx");
    }

    private static void embolden(JLabel label) {
        Font font = UIManager.getFont("Label.font");
        if (font != null) {
            label.setFont(font.deriveFont(Font.BOLD));
        }
    }

    private void addLine(Field field) {
        JComponent input = input(field);
        rows.add(label(field, input));
        rows.add(input, "growx");
        rows.add(hint(field.hint()));
    }

    private void addLines(Field field) {
        JComponent input = input(field);
        rows.add(label(field, input), "aligny top");
        rows.add(new JScrollPane(input), "growx, span 2");
        rows.add(hint(field.hint()), "skip 1, span 2");
    }

    private static JLabel label(Field field, JComponent input) {
        String tooltip = Tooltip.html(field.tooltip());
        JLabel label = new JLabel(field.label() + ":");
        label.setLabelFor(input);
        label.setToolTipText(tooltip);
        input.setToolTipText(tooltip);
        input.setName(field.property());
        return label;
    }

    private static JLabel hint(String text) {
        return JFactory.small(new JLabel(text));
    }

    private JComponent input(Field field) {
        if (!field.choices().isEmpty()) {
            return choice(field);
        }
        return switch (field.look()) {
            case PASSWORD -> {
                JPasswordField password = new JPasswordField(20);
                entry(field, () -> new String(password.getPassword()), password::setText);
                yield password;
            }
            case LINES -> {
                JTextArea lines = JFactory.tabMovesFocus(new JTextArea(LINES_SHOWN, 40));
                entry(field, lines::getText, lines::setText);
                yield lines;
            }
            default -> {
                JTextField line = new JTextField(20);
                entry(field, line::getText, line::setText);
                yield line;
            }
        };
    }

    private JComponent choice(Field field) {
        List<String> values = new ArrayList<>(field.choices());
        if (!values.contains(field.fallback())) {
            values.add(0, field.fallback());
        }
        JComboBox<String> choice = new JComboBox<>(values.toArray(new String[0]));
        choice.setEditable(true);
        JTextField editor = (JTextField) choice.getEditor().getEditorComponent();
        editor.setToolTipText(Tooltip.html(field.tooltip()));
        // the editor's text, not the selection: a value just typed counts without Enter, and gives way without one too
        entry(field, editor::getText, value -> {
            choice.setSelectedItem(value);
            editor.setText(value);
        });
        return choice;
    }

    private void entry(Field field, Supplier<String> read, Consumer<String> write) {
        entries.put(field.property(), new Entry(field, read, write));
    }

    /** Shows a line of text under the fields. */
    void note(String text) {
        note.setText(text);
    }

    /** Shows an element; a property that it lacks shows empty, which means the setting's own value. */
    void show(TestElement element) {
        entries.values().forEach(entry -> entry.write()
                .accept(element.getPropertyAsString(entry.field().property())));
    }

    /** Puts what is shown into an element; of a secret only an expression, so that no plan ever holds one. */
    void store(TestElement element) {
        for (Entry entry : entries.values()) {
            Field field = entry.field();
            String value = entry.read().get();
            if (field.look() == Field.Look.PASSWORD && !value.isEmpty() && !value.contains("${")) {
                entry.write().accept(field.fallback());
                value = field.fallback();
                JMeterUtils.reportErrorToUser(
                        field.label() + ": what you typed is not kept, as a plan would hold it in clear. "
                                + "Set it in the environment or in .env, and leave " + field.fallback() + " here.",
                        "pgsurge");
            }
            element.setProperty(field.property(), value);
        }
    }

    /** Shows the defaults. */
    void clear() {
        entries.values().forEach(entry -> entry.write().accept(entry.field().fallback()));
    }
}
