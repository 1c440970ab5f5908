-- The gateway's tables and their rows, which are the same in every sandbox. Ids are 00000000-0000-0000-0000- and a
-- number of 12 decimal digits, from 1 up.

CREATE TABLE account (
    id uuid PRIMARY KEY,
    username text NOT NULL UNIQUE,
    email text NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE TABLE profile (
    account_id uuid PRIMARY KEY REFERENCES account,
    display_name text NOT NULL,
    bio text NOT NULL
);

CREATE TABLE feed_item (
    id uuid PRIMARY KEY,
    title text NOT NULL,
    content text NOT NULL,
    author_id uuid NOT NULL REFERENCES account,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);

CREATE TABLE content (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    title text NOT NULL,
    body text NOT NULL,
    author_id uuid NOT NULL REFERENCES account,
    tags text[] NOT NULL,
    published_at timestamptz NOT NULL DEFAULT now(),
    seeded boolean NOT NULL DEFAULT false,
    search tsvector NOT NULL GENERATED ALWAYS AS (to_tsvector('english', title || ' ' || body)) STORED
);

CREATE TEMPORARY TABLE word ON COMMIT DROP AS
SELECT word, ordinality - 1 AS place
FROM regexp_split_to_table(
    'database connection pool query server client index table transaction latency throughput load test postgres '
    'gateway service request response cache memory disk network storage backup replica primary standby failover '
    'recovery checkpoint vacuum statistics planner executor buffer page tuple snapshot isolation lock deadlock wait '
    'queue thread process socket protocol message packet stream batch cursor schema column row constraint trigger '
    'function operator type domain sequence view partition cluster node leader follower consensus quorum lease timeout '
    'retry backoff jitter limit budget quota token session password certificate cipher digest signature audit metric '
    'histogram percentile median variance sample interval window trend alert dashboard report benchmark profile trace '
    'garden river mountain forest harbor bridge castle market village island desert valley glacier canyon meadow '
    'orchard lantern compass anchor sail voyage journey map story chapter letter painting melody rhythm theater',
    '\s+') WITH ORDINALITY AS t(word, ordinality);

-- Words of a text by its number: the first words of the list come often, the last ones seldom.
CREATE FUNCTION pg_temp.words(number int, many int) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(word.word, ' ' ORDER BY pick)
    FROM generate_series(1, many) AS pick
    JOIN word ON word.place = floor(
        (SELECT count(*) FROM word) * power((hashint4(number * 1000 + pick) & 65535) / 65536.0, 2))
$$;

CREATE FUNCTION pg_temp.id(number int) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT ('00000000-0000-0000-0000-' || lpad(number::text, 12, '0'))::uuid
$$;

INSERT INTO account
SELECT pg_temp.id(n),
    CASE n WHEN 1 THEN 'test' ELSE 'user' || n END,
    CASE n WHEN 1 THEN 'test' ELSE 'user' || n END || '@example.com',
    timestamptz '2024-01-01 00:00:00+00' + n * interval '1 hour'
FROM generate_series(1, 5000) AS n;

INSERT INTO profile
SELECT pg_temp.id(n), 'User ' || n, initcap(pg_temp.words(n, 3)) || '. ' || initcap(pg_temp.words(n + 5000, 12)) || '.'
FROM generate_series(1, 5000) AS n;

INSERT INTO feed_item
SELECT pg_temp.id(n),
    initcap(pg_temp.words(n + 10000, 4)),
    pg_temp.words(n + 20000, 25),
    pg_temp.id(1 + n * 7 % 5000),
    timestamptz '2025-01-01 00:00:00+00' + n * interval '1 minute',
    timestamptz '2025-01-01 00:00:00+00' + n * interval '1 minute' + n % 50 * interval '1 hour'
FROM generate_series(1, 10000) AS n;

INSERT INTO content (id, title, body, author_id, tags, published_at, seeded)
SELECT pg_temp.id(n),
    initcap(pg_temp.words(n + 30000, 5)),
    pg_temp.words(n + 40000, 40),
    pg_temp.id(1 + n * 3 % 5000),
    ARRAY['topic' || n % 20, 'series' || n % 7],
    timestamptz '2025-01-01 00:00:00+00' + n * interval '1 minute',
    true
FROM generate_series(1, 5000) AS n;

CREATE INDEX feed_item_newest ON feed_item (created_at DESC, id);
-- Without a pending list, so that searches cost the same while contents are written.
CREATE INDEX content_search ON content USING gin (search) WITH (fastupdate = off);
CREATE INDEX content_tags ON content USING gin (tags) WITH (fastupdate = off);
