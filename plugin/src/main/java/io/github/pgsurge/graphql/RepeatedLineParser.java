package io.github.pgsurge.graphql;

import java.util.Arrays;
import org.apache.hc.core5.http.FormattedHeader;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.message.LazyLaxLineParser;
import org.apache.hc.core5.http.message.StatusLine;
import org.apache.hc.core5.util.CharArrayBuffer;

/**
 * Parses the lines of a server's answers, most of which say what the answer before said in the same place: these are
 * not parsed again. One connection's, not thread safe.
 */
final class RepeatedLineParser extends LazyLaxLineParser {
    private static final int REMEMBERED_HEADERS = 16;

    private final FormattedHeader[] headers = new FormattedHeader[REMEMBERED_HEADERS];
    private CharArrayBuffer statusText = new CharArrayBuffer(0);
    private StatusLine status;
    private int next;
    private int before;
    private boolean changed = true;

    /** Whether the head that was parsed last is the one before it over again, line for line. */
    boolean isRepetition() {
        return !changed && next == before;
    }

    @Override
    public StatusLine parseStatusLine(CharArrayBuffer line) throws ParseException {
        before = next;
        next = 0;
        changed = status == null || !isSame(statusText, line);
        if (changed) {
            status = super.parseStatusLine(line);
            statusText = new CharArrayBuffer(line.length());
            statusText.append(line);
        }
        return status;
    }

    @Override
    public Header parseHeader(CharArrayBuffer line) throws ParseException {
        if (next >= REMEMBERED_HEADERS) {
            changed = true;
            return super.parseHeader(line);
        }
        int place = next++;
        FormattedHeader known = headers[place];
        if (known != null && isSame(known.getBuffer(), line)) {
            return known;
        }
        changed = true;
        Header parsed = super.parseHeader(line);
        headers[place] = parsed instanceof FormattedHeader formatted ? formatted : null;
        return parsed;
    }

    private static boolean isSame(CharArrayBuffer one, CharArrayBuffer other) {
        return Arrays.equals(one.array(), 0, one.length(), other.array(), 0, other.length());
    }
}
