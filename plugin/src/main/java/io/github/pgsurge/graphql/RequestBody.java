package io.github.pgsurge.graphql;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/** A body in two parts, neither copied: what is the same in every request, and the variables with the closing brace. */
final class RequestBody extends AbstractHttpEntity {
    private final byte[] opening;
    private final byte[] rest;

    RequestBody(byte[] opening, byte[] rest) {
        super((String) null, null);
        this.opening = opening;
        this.rest = rest;
    }

    @Override
    public long getContentLength() {
        return opening.length + (long) rest.length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(opening);
        out.write(rest);
    }

    @Override
    public InputStream getContent() {
        return new SequenceInputStream(new ByteArrayInputStream(opening), new ByteArrayInputStream(rest));
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public boolean isStreaming() {
        return false;
    }

    @Override
    public void close() {
        // holds nothing
    }
}
