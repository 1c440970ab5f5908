package io.github.pgsurge.sandbox.gateway;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.LightDataFetcher;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.TypeRuntimeWiring;
import io.github.pgsurge.sandbox.gateway.Records.Content;
import io.github.pgsurge.sandbox.gateway.Records.CreatedContent;
import io.github.pgsurge.sandbox.gateway.Records.FeedItem;
import io.github.pgsurge.sandbox.gateway.Records.Profile;
import io.github.pgsurge.sandbox.gateway.Records.SearchHit;
import io.github.pgsurge.sandbox.gateway.Records.Session;
import io.github.pgsurge.sandbox.gateway.Records.User;
import java.util.function.Function;
import java.util.function.Supplier;

/** Where each field of the schema comes from, with no reflection on the way. Stateless. */
final class Wiring {
    private Wiring() {}

    static RuntimeWiring of(Operations operations) {
        return RuntimeWiring.newRuntimeWiring()
                .type("Query", type -> type.dataFetcher("feed", operations::feed)
                        .dataFetcher("user", operations::user)
                        .dataFetcher("content", operations::content)
                        .dataFetcher("searchContent", operations::searchContent))
                .type("Mutation", type -> type.dataFetcher("login", operations::login)
                        .dataFetcher("createContent", operations::createContent)
                        .dataFetcher("deleteContents", operations::deleteContents))
                .type("FeedItem", Wiring::feedItem)
                .type("User", Wiring::user)
                .type("Profile", type -> type.dataFetcher("displayName", of(Profile::displayName))
                        .dataFetcher("bio", of(Profile::bio)))
                .type("Content", Wiring::content)
                .type("SearchHit", Wiring::searchHit)
                .type("CreatedContent", Wiring::createdContent)
                .type("Session", type -> type.dataFetcher("token", of(Session::token)))
                .build();
    }

    private static TypeRuntimeWiring.Builder feedItem(TypeRuntimeWiring.Builder type) {
        return type.dataFetcher("id", of(FeedItem::id))
                .dataFetcher("title", of(FeedItem::title))
                .dataFetcher("content", of(FeedItem::content))
                .dataFetcher("authorId", of(FeedItem::authorId))
                .dataFetcher("createdAt", of(FeedItem::createdAt))
                .dataFetcher("updatedAt", of(FeedItem::updatedAt));
    }

    private static TypeRuntimeWiring.Builder user(TypeRuntimeWiring.Builder type) {
        return type.dataFetcher("id", of(User::id))
                .dataFetcher("username", of(User::username))
                .dataFetcher("email", of(User::email))
                .dataFetcher("profile", of(User::profile))
                .dataFetcher("createdAt", of(User::createdAt));
    }

    private static TypeRuntimeWiring.Builder content(TypeRuntimeWiring.Builder type) {
        return type.dataFetcher("id", of(Content::id))
                .dataFetcher("title", of(Content::title))
                .dataFetcher("body", of(Content::body))
                .dataFetcher("authorId", of(Content::authorId))
                .dataFetcher("tags", of(Content::tags))
                .dataFetcher("publishedAt", of(Content::publishedAt));
    }

    private static TypeRuntimeWiring.Builder searchHit(TypeRuntimeWiring.Builder type) {
        return type.dataFetcher("id", of(SearchHit::id))
                .dataFetcher("title", of(SearchHit::title))
                .dataFetcher("snippet", of(SearchHit::snippet))
                .dataFetcher("score", of(SearchHit::score));
    }

    private static TypeRuntimeWiring.Builder createdContent(TypeRuntimeWiring.Builder type) {
        return type.dataFetcher("id", of(CreatedContent::id))
                .dataFetcher("title", of(CreatedContent::title))
                .dataFetcher("body", of(CreatedContent::body))
                .dataFetcher("createdAt", of(CreatedContent::createdAt));
    }

    private static <S> LightDataFetcher<Object> of(Function<S, Object> component) {
        return new ComponentFetcher<>(component);
    }

    private record ComponentFetcher<S>(Function<S, Object> component) implements LightDataFetcher<Object> {
        @Override
        @SuppressWarnings("unchecked") // each type is wired to the record that its operations return
        public Object get(GraphQLFieldDefinition field, Object source, Supplier<DataFetchingEnvironment> environment) {
            return component.apply((S) source);
        }

        @Override
        @SuppressWarnings("unchecked")
        public Object get(DataFetchingEnvironment environment) {
            return component.apply((S) environment.getSource());
        }
    }
}
