package io.github.pgsurge.connection;

import io.github.pgsurge.connection.SlotReading.Sessions;

/** What can run out of connections: the server's slots, the role's limit, the database's limit. */
enum Scope {
    SERVER {
        @Override
        boolean holds(Sessions sessions) {
            return sessions.usesSlot();
        }
    },
    ROLE {
        @Override
        boolean holds(Sessions sessions) {
            return sessions.inRole();
        }
    },
    DATABASE {
        @Override
        boolean holds(Sessions sessions) {
            return sessions.inDatabase();
        }
    };

    /** Whether these sessions count against it. */
    abstract boolean holds(Sessions sessions);
}
