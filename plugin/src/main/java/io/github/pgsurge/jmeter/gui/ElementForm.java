package io.github.pgsurge.jmeter.gui;

import io.github.pgsurge.jmeter.elements.Field;
import java.awt.BorderLayout;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import javax.swing.JPopupMenu;
import org.apache.jmeter.gui.AbstractJMeterGuiComponent;
import org.apache.jmeter.gui.GUIFactory;
import org.apache.jmeter.testelement.TestElement;

/** The form of an element of any category: its name and comment, and its fields in a {@link Form}. */
abstract class ElementForm extends AbstractJMeterGuiComponent {
    private static final long serialVersionUID = 1;

    private final Category category;
    private final String title;
    private final transient Supplier<TestElement> elements;
    private final Form form;

    ElementForm(Category category, String title, List<Field> fields, Supplier<TestElement> elements) {
        this.category = category;
        this.title = title;
        this.elements = elements;
        form = new Form(fields);
        // JMeter finds icons by the form's class, and knows those of its own forms only
        GUIFactory.registerIcon(getClass().getName(), GUIFactory.getIcon(category.stock()));
        GUIFactory.registerDisabledIcon(getClass().getName(), GUIFactory.getIcon(category.stock(), false));
        setLayout(new BorderLayout(0, 5));
        setBorder(makeBorder());
        add(makeTitlePanel(), BorderLayout.NORTH);
        add(form, BorderLayout.CENTER);
        setName(title);
    }

    @Override
    public String getStaticLabel() {
        return title;
    }

    @Override
    public String getLabelResource() {
        return getClass().getSimpleName();
    }

    @Override
    public String getDocAnchor() {
        // JMeter's own would look the title up in JMeter's texts
        return title.replace(' ', '_');
    }

    @Override
    public Collection<String> getMenuCategories() {
        return List.of(category.menu());
    }

    @Override
    public JPopupMenu createPopupMenu() {
        return category.popup();
    }

    @Override
    public TestElement createTestElement() {
        TestElement element = elements.get();
        modifyTestElement(element);
        return element;
    }

    @Override
    public void modifyTestElement(TestElement element) {
        configureTestElement(element);
        form.store(element);
    }

    @Override
    public void configure(TestElement element) {
        super.configure(element);
        form.show(element);
    }

    /** Shows a line of text under the fields. */
    final void note(String text) {
        form.note(text);
    }

    @Override
    public void clearGui() {
        super.clearGui();
        form.clear();
    }
}
