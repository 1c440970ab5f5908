package io.github.pgsurge.connection;

import io.github.pgsurge.connection.Permits.Permit;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;

/**
 * The physical connection as its holder sees it: everything goes to the driver's own, and its permit comes back when it
 * is closed or aborted, broken or not. Thread safe as far as the driver's connection is.
 */
final class PhysicalConnection implements InvocationHandler {
    /** SQLSTATE of pgsurge's own: the guard has taken the connection back. */
    static final String TAKEN_BACK = "PGS03";

    private final Connection delegate;
    private final Permit permit;
    private final Holder holder;
    private final Runnable onClosed;

    private PhysicalConnection(Connection delegate, Permit permit, Holder holder, Runnable onClosed) {
        this.delegate = delegate;
        this.permit = permit;
        this.holder = holder;
        this.onClosed = onClosed;
    }

    static GuardedConnection of(Connection delegate, Permit permit, Holder holder, Runnable onClosed) {
        return (GuardedConnection) Proxy.newProxyInstance(
                GuardedConnection.class.getClassLoader(),
                new Class<?>[] {GuardedConnection.class},
                new PhysicalConnection(delegate, permit, holder, onClosed));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        return switch (method.getName()) {
            case "close" -> end(delegate::close);
            // in this thread: the permit must not come back before the socket is closed
            case "abort" -> end(() -> delegate.abort(Runnable::run));
            case "claimSurplus" -> permit.claimSurplus();
            case "doom" -> permit.doom();
            case "clearWarnings" -> {
                takeBackIfSurplus();
                yield call(method, arguments);
            }
            case "isWrapperFor" ->
                ((Class<?>) arguments[0]).isInstance(proxy) || delegate.isWrapperFor((Class<?>) arguments[0]);
            case "unwrap" ->
                ((Class<?>) arguments[0]).isInstance(proxy) ? proxy : delegate.unwrap((Class<?>) arguments[0]);
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> call(method, arguments);
        };
    }

    private Object call(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(delegate, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /**
     * A stock DBCP pool says in no other way that a connection comes back to it: it clears the warnings then, and drops
     * the connection when that fails.
     */
    private void takeBackIfSurplus() throws SQLException {
        if (holder == Holder.DRIVER && !delegate.isClosed() && delegate.getAutoCommit() && permit.claimSurplus()) {
            end(delegate::close);
            throw new SQLNonTransientConnectionException(
                    "closed: the guard has lowered the cap on connections", TAKEN_BACK);
        }
    }

    private Object end(Ending ending) throws SQLException {
        try {
            ending.run();
            return null;
        } finally {
            permit.giveBack();
            onClosed.run();
        }
    }

    private interface Ending {
        void run() throws SQLException;
    }
}
