package io.github.pgsurge.evidence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Predicate;

/**
 * Everything that is declared: the figure registry. Assembled once, and passed to who judges, writes or reads figures.
 *
 * <p>Immutable and thread safe.
 */
public final class Catalogue {
    private final List<Declared> sources;
    private final List<Block> blocks = new ArrayList<>();
    private final Map<String, Declaration> byKey = new LinkedHashMap<>();

    private Catalogue(List<Declared> sources) {
        this.sources = List.copyOf(sources);
        for (Declared source : sources) {
            blocks.addAll(source.blocks());
        }
        for (Block block : blocks) {
            for (Declaration declaration : block.declarations()) {
                if (byKey.put(place(declaration), declaration) != null) {
                    throw new IllegalArgumentException(declaration.key() + " is declared twice");
                }
            }
        }
    }

    /** A gauge may bear the name of a figure: it is what that one is now. */
    private static String place(Declaration declaration) {
        boolean live = declaration instanceof Figure figure && figure.live();
        return declaration.key() + (live ? " now" : "");
    }

    /** What these declare; an IllegalArgumentException when a name is declared twice. */
    public static Catalogue of(List<Declared> sources) {
        return new Catalogue(sources);
    }

    /** What the packages of pgsurge declare. */
    public static Catalogue installed() {
        return Installed.CATALOGUE;
    }

    private static final class Installed {
        // the plugin's own class loader: JMeter's threads may have another one for their context
        static final Catalogue CATALOGUE =
                of(ServiceLoader.load(Declared.class, Catalogue.class.getClassLoader()).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList());
    }

    /** The blocks in the order of their sources; one name may come several times. */
    public List<Block> blocks() {
        return Collections.unmodifiableList(blocks);
    }

    /** The figures that a run has at its end, in the order of their declaration. */
    public List<Figure> figures() {
        return figures(figure -> !figure.live());
    }

    /** The figures that are gauges while a run lasts. */
    public List<Figure> gauges() {
        return figures(Figure::live);
    }

    private List<Figure> figures(Predicate<Figure> which) {
        return byKey.values().stream()
                .filter(Figure.class::isInstance)
                .map(Figure.class::cast)
                .filter(which)
                .toList();
    }

    /** Lines that a reader of a result must see. */
    public List<String> remarks(Findings findings) {
        return sources.stream()
                .flatMap(source -> source.remarks(findings).stream())
                .toList();
    }
}
