package io.github.pgsurge.graphql;

import io.github.pgsurge.outcome.Rejection;
import java.util.Arrays;
import java.util.List;

/**
 * Ids written out one by one.
 *
 * @param texts one or more, none of them empty
 */
record IdTexts(List<String> texts) implements IdSource {
    /** What stands between two of them. */
    static final String SEPARATOR = "|";

    static IdTexts parse(String text) throws Rejection {
        List<String> texts =
                Arrays.stream(text.split("\\|", -1)).map(String::strip).toList();
        if (texts.contains("")) {
            throw Rejection.usage("ids=" + text + ": one of the texts between " + SEPARATOR + " is empty");
        }
        return new IdTexts(texts);
    }

    @Override
    public int count() {
        return texts.size();
    }

    @Override
    public String at(int index) {
        return texts.get(index);
    }
}
