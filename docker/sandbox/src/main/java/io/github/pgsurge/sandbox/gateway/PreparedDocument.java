package io.github.pgsurge.sandbox.gateway;

import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import java.util.Set;

/**
 * A document that was parsed and validated. Immutable.
 *
 * @param entry what graphql-java executes, or its errors
 * @param open whether every operation in it needs no token: it selects nothing but {@code login} and introspection
 */
record PreparedDocument(PreparsedDocumentEntry entry, boolean open) {
    private static final Set<String> OPEN_FIELDS = Set.of("login", "__schema", "__type", "__typename");

    static PreparedDocument of(PreparsedDocumentEntry entry) {
        return new PreparedDocument(entry, !entry.hasErrors() && isOpen(entry.getDocument()));
    }

    private static boolean isOpen(Document document) {
        return document.getDefinitionsOfType(OperationDefinition.class).stream()
                .allMatch(operation -> isOpen(operation.getSelectionSet(), document));
    }

    /** Ends, as a valid document has no fragments that spread themselves. */
    private static boolean isOpen(SelectionSet selections, Document document) {
        for (Selection<?> selection : selections.getSelections()) {
            boolean open = false;
            if (selection instanceof Field field) {
                open = OPEN_FIELDS.contains(field.getName());
            } else if (selection instanceof InlineFragment fragment) {
                open = isOpen(fragment.getSelectionSet(), document);
            } else if (selection instanceof FragmentSpread spread) {
                open = document.getDefinitionsOfType(FragmentDefinition.class).stream()
                        .filter(fragment -> fragment.getName().equals(spread.getName()))
                        .allMatch(fragment -> isOpen(fragment.getSelectionSet(), document));
            }
            if (!open) {
                return false;
            }
        }
        return true;
    }
}
