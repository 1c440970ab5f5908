package io.github.pgsurge.workload;

/**
 * What the database has acknowledged.
 *
 * @param rows rows, as the server counted them where the protocol says it
 * @param bytes bytes of values really sent: the COPY stream, the arrays, or the parameters in UTF-8; without the frames
 *     of the protocol and the text of the statement
 * @param nanos service time: from the first statement sent until the commit (or the only statement) returned, less what
 *     the client spent on making further batches in between
 */
public record Written(long rows, long bytes, long nanos) {}
