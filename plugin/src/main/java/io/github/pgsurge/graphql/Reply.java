package io.github.pgsurge.graphql;

/**
 * What one request brought, filled in as it comes. Owned by the thread that makes the request.
 *
 * <p>{@link #fail} keeps the first failure only: what comes after it is its consequence.
 */
final class Reply {
    private static final String NOT_FOUND = "PERSISTED_QUERY_NOT_FOUND";
    private static final String NOT_FOUND_MESSAGE = "PersistedQueryNotFound";
    private static final int LONGEST_CODE = 64;
    private static final int LONGEST_MESSAGE = 500;

    int status;
    String reason = "";
    String location = "";
    FailureKind failure;
    String problem = "";
    boolean data;
    boolean errors;
    String errorMessage = "";
    String errorCode = "";
    String errorClassification = "";
    long firstByteAt;
    long connectNanos;
    long sentBytes;
    long receivedBytes;
    String headers = "";

    void fail(FailureKind kind, String message) {
        if (failure == null) {
            failure = kind;
            problem = message;
        }
    }

    boolean isStatusRight() {
        return status >= 200 && status < 300;
    }

    boolean isRight() {
        return failure == null && isStatusRight() && !errors && data;
    }

    /** Whether the server answered at all, whatever it said. */
    boolean isAnswered() {
        return status != 0 && failure == null;
    }

    boolean isPersistedQueryUnknown() {
        return failure == null && errors && (NOT_FOUND.equals(errorCode) || NOT_FOUND_MESSAGE.equals(errorMessage));
    }

    /** The code of a failure, by the order that {@link GraphqlAnswer} documents. */
    String code() {
        if (failure != null && failure.outranksStatus()) {
            return failure.name();
        } else if (status != 0 && !isStatusRight()) {
            return Integer.toString(status);
        } else if (failure != null) {
            return failure.name();
        } else if (errors) {
            return "GRAPHQL_" + sanitised(errorCode.isEmpty() ? errorClassification : errorCode);
        }
        return FailureKind.NO_DATA.name();
    }

    /** One line for people, of {@value #LONGEST_MESSAGE} characters at most. */
    String message() {
        String line = whatHappened().replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "...";
    }

    private String whatHappened() {
        String said = errorMessage.isBlank() ? "an error without a message" : errorMessage;
        if (failure != null && failure.outranksStatus()) {
            return problem;
        } else if (status != 0 && !isStatusRight()) {
            String http = "HTTP " + status + (reason.isBlank() ? "" : " " + reason)
                    + (location.isEmpty() ? "" : " to " + location);
            return errors ? http + ": " + said : http;
        } else if (failure != null) {
            return problem;
        }
        return errors ? said : "the answer has no data, and no errors that say why";
    }

    private static String sanitised(String code) {
        String safe = code.replaceAll("[^A-Za-z0-9_.-]", "_");
        return safe.isEmpty() ? "ERROR" : safe.substring(0, Math.min(LONGEST_CODE, safe.length()));
    }
}
