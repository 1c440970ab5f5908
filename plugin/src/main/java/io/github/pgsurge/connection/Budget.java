package io.github.pgsurge.connection;

import io.github.pgsurge.connection.SessionName.Kind;
import io.github.pgsurge.connection.SlotReading.Sessions;
import io.github.pgsurge.settings.Setting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How many connections a run may hold, and why. Pure arithmetic over one {@link SlotReading}; immutable.
 *
 * <pre>
 * usable = max_connections - superuser_reserved_connections - reserved_connections
 * left   = usable - held by others - reserved by other pgsurge runs - own control connection - monitors - min free
 * </pre>
 *
 * <p>A run's own monitors count from before they connect, on agents those of the controller. Those of others count when they
 * are seen.
 *
 * <p>The same sum is made for the role's and the database's connection limit where there is one, each with the sessions
 * that count against it; the smallest {@code left} wins. Another pgsurge run counts with the larger of what it has
 * reserved and what is seen of it, plus its control connection, for as long as that connection lives.
 *
 * @param bounds one sum for each limit there is, the server's first
 * @param free connections nobody holds now, on the tightest bound; less than 0 when reserved slots are in use
 */
record Budget(List<Bound> bounds, int free) {

    /** Another pgsurge run: what it holds here, control connection apart. */
    record OtherRun(String run, String agent, int held, int control) {
        @Override
        public String toString() {
            return run + "/" + agent + " " + held + " + " + control + " control";
        }
    }

    /**
     * The sum for one limit.
     *
     * @param origin how {@code usable} came about, for people
     * @param others sessions of others, those of other pgsurge runs apart
     * @param idle,hidden of the others: known to be idle, of a state this role can't see
     * @param monitors of pgsurge: the run's own, here or to come, and those of other runs
     */
    record Bound(
            Scope scope,
            String origin,
            int usable,
            int others,
            int idle,
            int hidden,
            List<OtherRun> runs,
            int control,
            int monitors,
            int minFree) {

        /** Connections this run may hold; 0 or less when there is no room. */
        int left() {
            return usable - others - reservedByRuns() - control - monitors - minFree;
        }

        int reservedByRuns() {
            return runs.stream().mapToInt(run -> run.held() + run.control()).sum();
        }

        /** Every number of the sum, in one line. */
        String explain() {
            String shown = idle + " idle" + (hidden > 0 ? ", " + hidden + " of a state this role can't see" : "");
            String reservations = runs.isEmpty()
                    ? ""
                    : " (" + runs.stream().map(OtherRun::toString).collect(Collectors.joining(", ")) + ")";
            return origin + " = " + usable + " usable; " + others + " held by other sessions (" + shown + "), "
                    + reservedByRuns() + " reserved by other pgsurge runs" + reservations + ", " + control
                    + " control connection, " + (monitors > 0 ? monitors + " for monitors, " : "")
                    + Setting.DB_MIN_FREE_CONNS
                    + "=" + minFree + " to stay free: " + left() + " left";
        }
    }

    Budget {
        bounds = List.copyOf(bounds);
    }

    /**
     * The budget of a manager.
     *
     * @param own its control session
     * @param ownHeld the larger of what it may hold and what it does hold; sessions of its name beyond that (closed by
     *     the client, not yet ended by the server) count as others
     */
    static Budget of(
            SlotReading reading, SessionName own, int ownHeld, GuardSettings guard, String role, String database) {
        List<Bound> bounds = new ArrayList<>();
        int usable = reading.maxConnections() - reading.superuserReserved() - reading.reserved();
        String origin = "max_connections " + reading.maxConnections() + " - superuser_reserved "
                + reading.superuserReserved() + " - reserved " + reading.reserved();
        bounds.add(bound(Scope.SERVER, origin, usable, reading, own, ownHeld, guard));
        reading.roleLimit()
                .ifPresent(limit -> bounds.add(bound(
                        Scope.ROLE,
                        "connection limit of role " + role + " " + limit,
                        limit,
                        reading,
                        own,
                        ownHeld,
                        guard)));
        reading.databaseLimit()
                .ifPresent(limit -> bounds.add(bound(
                        Scope.DATABASE,
                        "connection limit of database " + database + " " + limit,
                        limit,
                        reading,
                        own,
                        ownHeld,
                        guard)));
        int free = bounds.stream()
                .mapToInt(bound -> bound.usable() - count(reading, bound.scope()))
                .min()
                .orElseThrow();
        return new Budget(bounds, free);
    }

    /** The sum that leaves least. */
    Bound tightest() {
        return bounds.stream().min(Comparator.comparingInt(Bound::left)).orElseThrow();
    }

    /** Connections this run may hold; 0 or less when there is no room. */
    int left() {
        return tightest().left();
    }

    /** Usable connections of the tightest bound. */
    int usable() {
        return tightest().usable();
    }

    /** Why a pool of this size is refused and what to do, in one line. */
    String refusal(int max, boolean fit) {
        int left = left();
        String advice = left < 1
                ? "free connections, raise the limit, or lower " + Setting.DB_MIN_FREE_CONNS
                : "set " + Setting.DB_MAX_OPEN_CONNS + " to " + left + " or less, or " + Setting.GUARD_FIT
                        + "=true to take what is left";
        return "refused: " + Setting.DB_MAX_OPEN_CONNS + "=" + max
                + (fit ? " can't be made to fit: " : " does not fit: ")
                + tightest().explain() + "; " + advice;
    }

    private static int count(SlotReading reading, Scope scope) {
        return reading.sessions().stream()
                .filter(scope::holds)
                .mapToInt(Sessions::count)
                .sum();
    }

    private static Bound bound(
            Scope scope,
            String origin,
            int usable,
            SlotReading reading,
            SessionName self,
            int ownHeld,
            GuardSettings guard) {
        Map<String, Claim> claims = new LinkedHashMap<>();
        claims.put(self.token(), new Claim());
        reading.sessions().stream()
                .map(Sessions::name)
                .flatMap(Optional::stream)
                .filter(name -> name.kind() == Kind.CONTROL)
                .forEach(name -> claims.computeIfAbsent(name.token(), unused -> new Claim())
                        .claim(name));
        int others = 0;
        int idle = 0;
        int hidden = 0;
        int monitors = 0;
        int ownMonitors = 0;
        for (Sessions sessions : reading.sessions()) {
            Claim claim =
                    sessions.name().map(SessionName::token).map(claims::get).orElse(null);
            if (isMonitor(sessions)) {
                int here = scope.holds(sessions) ? sessions.count() : 0;
                boolean watchesThisRun = self.mayBeWatchedBy(sessions.name().orElseThrow());
                ownMonitors += watchesThisRun ? here : 0;
                monitors += watchesThisRun ? 0 : here;
            } else if (claim != null) {
                claim.add(sessions, scope);
            } else if (scope.holds(sessions)) {
                others += sessions.count();
                idle += sessions.idle();
                hidden += sessions.hidden();
            }
        }
        Claim own = claims.remove(self.token());
        others += Math.max(0, own.loadInScope - ownHeld);
        List<OtherRun> runs = claims.values().stream()
                .map(Claim::otherRun)
                .flatMap(Optional::stream)
                .toList();
        return new Bound(
                scope,
                origin,
                usable,
                others,
                idle,
                hidden,
                runs,
                own.control(),
                monitors + Math.max(guard.monitors(), ownMonitors),
                guard.minFree());
    }

    private static boolean isMonitor(Sessions sessions) {
        return sessions.name().filter(name -> name.kind() == Kind.MONITOR).isPresent();
    }

    /** What one manager is seen to hold, and says that it reserves. Local to one computation. */
    private static final class Claim {
        private SessionName control;
        private int loadInScope;
        private int loadElsewhere;
        private int controlInScope;
        private int controlElsewhere;

        /** Of two control sessions of one manager, an old one and its successor, the larger reservation counts. */
        void claim(SessionName name) {
            control = control == null || name.cap() > control.cap() ? name : control;
        }

        void add(Sessions sessions, Scope scope) {
            boolean counts = scope.holds(sessions);
            if (sessions.name().orElseThrow().kind() == Kind.CONTROL) {
                controlInScope += counts ? sessions.count() : 0;
                controlElsewhere += counts ? 0 : sessions.count();
            } else {
                loadInScope += counts ? sessions.count() : 0;
                loadElsewhere += counts ? 0 : sessions.count();
            }
        }

        /** At least one control connection, also while it is being made again and can't be seen. */
        int control() {
            return controlInScope == 0 && controlElsewhere == 0 ? 1 : controlInScope;
        }

        /** Of a run that has no load session yet nobody knows its role and database: it counts for every limit. */
        Optional<OtherRun> otherRun() {
            boolean elsewhere = loadElsewhere > 0 && loadInScope == 0;
            int held = elsewhere ? 0 : Math.max(control.cap(), loadInScope);
            return held + controlInScope == 0
                    ? Optional.empty()
                    : Optional.of(new OtherRun(control.run(), control.agent(), held, controlInScope));
        }
    }
}
