package io.github.pgsurge.sandbox.gateway;

import graphql.ErrorClassification;

/** What went wrong, as {@code extensions.code} and {@code extensions.classification} of an error. */
enum ErrorCode implements ErrorClassification {
    BAD_REQUEST,
    BAD_USER_INPUT,
    UNAUTHENTICATED,
    INVALID_CREDENTIALS,
    DATABASE_ERROR,
    PERSISTED_QUERY_NOT_FOUND,
    PERSISTED_QUERY_NOT_SUPPORTED,
    INTERNAL_SERVER_ERROR
}
