package io.github.pgsurge.pgbouncer.canary;

import java.util.ArrayList;
import java.util.List;

/** What a canary proves. A new check is a class and a line here. */
public enum CanaryChecks {
    /** That answers are the asker's own. */
    ANSWERS,
    /** That session state is: for applications that use it. */
    SESSION,
    /** Both. */
    ALL;

    /** Those of one client, in the order of their turns. */
    List<Check> of(String client, int lockKey) {
        List<Check> checks = new ArrayList<>();
        if (this != SESSION) {
            checks.add(new OwnAnswers(client));
        }
        if (this != ANSWERS) {
            checks.add(new OwnSetting());
            checks.add(new OwnSearchPath());
            checks.add(new OwnTemporaryTable());
            checks.add(new OwnAdvisoryLock(lockKey));
            checks.add(new OwnNotifications(client));
            checks.add(new OwnCursor());
            checks.add(new OwnPreparedText());
        }
        return checks;
    }
}
