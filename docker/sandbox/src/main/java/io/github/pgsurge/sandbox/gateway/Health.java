package io.github.pgsurge.sandbox.gateway;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Whether the gateway has started and the database answers. Thread safe: one question is under way at a time, and all who ask meanwhile share its
 * answer, so that checks can't pile up on a database that hangs.
 */
final class Health implements AutoCloseable {
    private static final long LIMIT_MS = 1_000;

    private final Statements statements;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "gateway-health");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean ready;
    private CompletableFuture<String> question = CompletableFuture.completedFuture("");

    Health(Statements statements) {
        this.statements = statements;
    }

    /** From now on the gateway counts as started. */
    void ready() {
        ready = true;
    }

    /** Null when it answers, else why not; waits at most 1 s. */
    String complaint() {
        if (!ready) {
            return "the gateway is starting";
        }
        try {
            String answer = ask().get(LIMIT_MS, TimeUnit.MILLISECONDS);
            return answer.isEmpty() ? null : answer;
        } catch (TimeoutException e) {
            return "the database did not answer within " + LIMIT_MS + " ms";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "the gateway is closing";
        } catch (ExecutionException e) {
            return "the database could not be asked: " + e.getCause();
        }
    }

    private synchronized CompletableFuture<String> ask() {
        if (question.isDone()) {
            question = CompletableFuture.supplyAsync(this::answer, executor);
        }
        return question;
    }

    private String answer() {
        try {
            statements.row(Service.AUTH, "SELECT 1", row -> row.getInt(1));
            return "";
        } catch (SQLException e) {
            return OneLine.of(e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
