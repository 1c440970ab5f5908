package io.github.pgsurge.sandbox.gateway;

import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** Checks what operations are given. Stateless; every method throws a {@link Refusal} that names the argument. */
final class Input {
    static final int MOST_ROWS = 100;
    static final int LONGEST_TITLE = 200;
    static final int LONGEST_BODY = 100_000;
    static final int LONGEST_TAG = 50;
    static final int MOST_TAGS = 20;
    static final int LONGEST_SEARCH = 200;

    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final int UUID_LENGTH = 36;

    private Input() {}

    static int limit(Integer limit) {
        require(limit >= 1 && limit <= MOST_ROWS, "limit " + limit + " is out of range: 1 to " + MOST_ROWS);
        return limit;
    }

    static UUID id(String id) {
        require(id.length() == UUID_LENGTH && UUID_TEXT.matcher(id).matches(), "id is not a UUID");
        return UUID.fromString(id);
    }

    static String text(String argument, String text, int least, int most) {
        int length = text.codePointCount(0, text.length());
        require(
                length >= least && length <= most,
                argument + " has " + length + " characters: " + least + " to " + most + " are allowed");
        require(text.indexOf('\0') < 0, argument + " holds the character U+0000, which PostgreSQL can't store");
        return text;
    }

    static List<String> tags(List<String> tags) {
        require(tags.size() <= MOST_TAGS, "tags has " + tags.size() + " entries: at most " + MOST_TAGS);
        tags.forEach(tag -> text("tag", tag, 1, LONGEST_TAG));
        return tags;
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new Refusal(ErrorCode.BAD_USER_INPUT, message);
        }
    }
}
