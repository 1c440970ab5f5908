package io.github.pgsurge.sandbox.gateway;

import io.github.pgsurge.sandbox.SandboxException;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** One PostgreSQL and one gateway of 12 pools of 2 connections for all test classes that ask; stopped after the last. */
final class SharedGateway implements BeforeAllCallback, AutoCloseable {
    private static SharedGateway shared;

    private GatewayPostgres postgres;
    private Gateway gateway;

    /** Of a test class that uses the shared gateway: one after the other, as they change what is in its database. */
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @ExtendWith(SharedGateway.class)
    @Execution(ExecutionMode.SAME_THREAD)
    @interface User {}

    @Override
    public void beforeAll(ExtensionContext context) throws SandboxException, IOException {
        if (shared == null) {
            context.getRoot().getStore(ExtensionContext.Namespace.GLOBAL).put(SharedGateway.class, this);
            shared = this;
            postgres = new GatewayPostgres(50, "log_statement=all");
            gateway = Gateway.start(postgres.options(12, 2));
        }
    }

    static GatewayPostgres postgres() {
        return shared.postgres;
    }

    static GatewayClient client() {
        return new GatewayClient(shared.gateway.port());
    }

    @Override
    public void close() throws SandboxException {
        if (gateway != null) {
            gateway.close();
        }
        if (postgres != null) {
            postgres.close();
        }
        shared = null;
    }
}
