/** What a run concludes: rules over its figures, the verdict, and JUnit XML. */
package io.github.pgsurge.verdict;
