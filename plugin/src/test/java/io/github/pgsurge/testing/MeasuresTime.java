package io.github.pgsurge.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Of an integration test whose bounds are times or rates: it does not run beside the others, which take all of the
 * machine, but beside its likes, which wait most of the time. One that takes all of the machine itself is {@link
 * org.junit.jupiter.api.parallel.Isolated}, too; so is a unit test whose bounds are times.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Tag("measures-time")
public @interface MeasuresTime {}
