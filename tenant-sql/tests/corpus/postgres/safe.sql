--- a cast of the bind
SELECT id FROM campaigns WHERE company_id = $1::bigint
--- a cast in words
SELECT id FROM campaigns WHERE company_id = CAST($1 AS bigint) AND name = $2::text
--- the same parameter everywhere
SELECT c.name, a.title FROM campaigns c JOIN ads a ON a.campaign_id = c.id AND a.company_id = $1 WHERE c.company_id = $1
--- the same parameter on both sides of OR
SELECT id FROM campaigns WHERE (company_id = $1 AND state = 'live') OR (company_id = $1 AND budget > 10)
--- the same parameter in a list of tuples
SELECT title FROM ads WHERE (company_id, id) IN (($1, $2), ($1, $3))
--- unquoted names fold
SELECT Id FROM CAMPAIGNS WHERE COMPANY_ID = $1
--- quoted names
SELECT "campaigns"."id" FROM "campaigns" WHERE "campaigns"."company_id" = $1
--- the default schema
SELECT id FROM public.campaigns WHERE company_id = $1
--- the default schema, qualified
SELECT public.campaigns.id FROM public.campaigns WHERE public.campaigns.company_id = $1
--- a table of a schema
SELECT i.total FROM billing.invoices i WHERE i.company_id = $1
--- ILIKE and a regular expression
SELECT id FROM campaigns WHERE company_id = $1 AND (name ILIKE $2 OR name ~* $3)
--- ANY of something else
SELECT id FROM campaigns WHERE company_id = $1 AND id = ANY($2)
--- ALL of something else
SELECT id FROM campaigns WHERE company_id = $1 AND state <> ALL($2::text[])
--- a lateral join
SELECT c.name, l.title FROM campaigns c CROSS JOIN LATERAL (SELECT a.title FROM ads a WHERE a.company_id = c.company_id AND a.campaign_id = c.id ORDER BY a.cost DESC LIMIT 3) l WHERE c.company_id = $1
--- a lateral left join
SELECT c.name, l.n FROM campaigns c LEFT JOIN LATERAL (SELECT COUNT(*) AS n FROM ads a WHERE a.company_id = $1 AND a.campaign_id = c.id) l ON true WHERE c.company_id = $1
--- DISTINCT ON
SELECT DISTINCT ON (campaign_id) campaign_id, title FROM ads WHERE company_id = $1 ORDER BY campaign_id, cost DESC
--- FILTER
SELECT COUNT(*) FILTER (WHERE state = 'live') AS live, COUNT(*) FROM campaigns WHERE company_id = $1
--- aggregates in order
SELECT string_agg(name, ', ' ORDER BY name), array_agg(DISTINCT state) FROM campaigns WHERE company_id = $1
--- JSON operators
SELECT id, to_jsonb(c)->>'name' FROM campaigns c WHERE company_id = $1 AND to_jsonb(c) @> '{"state":"live"}'
--- a JSON key
SELECT id FROM campaigns c WHERE company_id = $1 AND to_jsonb(c) ? 'name'
--- rows as JSON
SELECT json_agg(row_to_json(t)) FROM (SELECT id, name FROM campaigns WHERE company_id = $1) t
--- an array of a subquery
SELECT c.id, ARRAY(SELECT a.title FROM ads a WHERE a.company_id = c.company_id AND a.campaign_id = c.id) FROM campaigns c WHERE c.company_id = $1
--- generate_series
SELECT d.day, COUNT(c.id) FROM generate_series($2::date, $3::date, '1 day') AS d(day) LEFT JOIN campaigns c ON c.company_id = $1 AND c.budget > 0 GROUP BY d.day
--- unnest
SELECT c.id FROM campaigns c JOIN unnest($2::bigint[]) AS wanted(id) ON wanted.id = c.id WHERE c.company_id = $1
--- dates
SELECT date_trunc('month', now()) - interval '1 month', EXTRACT(year FROM now()) FROM campaigns WHERE company_id = $1
--- locks
SELECT id FROM campaigns WHERE company_id = $1 FOR UPDATE
--- locks of a queue
SELECT id FROM jobs WHERE state = 'new' ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
--- locks of one table
SELECT c.id FROM campaigns c JOIN companies k ON k.id = c.company_id WHERE c.company_id = $1 FOR NO KEY UPDATE OF c
--- grouping sets
SELECT state, COUNT(*) FROM campaigns WHERE company_id = $1 GROUP BY GROUPING SETS ((state), ())
--- ROLLUP
SELECT state, COUNT(*) FROM campaigns WHERE company_id = $1 GROUP BY ROLLUP (state)
--- a named window
SELECT id, rank() OVER w FROM ads WHERE company_id = $1 WINDOW w AS (PARTITION BY campaign_id ORDER BY cost)
--- FETCH
SELECT id FROM campaigns WHERE company_id = $1 ORDER BY id OFFSET 5 ROWS FETCH FIRST 10 ROWS ONLY
--- update from
UPDATE ads SET cost = ads.cost + 1 FROM campaigns c WHERE c.id = ads.campaign_id AND c.company_id = $1 AND ads.company_id = $1
--- update from, bound through the other
UPDATE ads a SET title = c.name FROM campaigns c WHERE c.id = a.campaign_id AND c.company_id = a.company_id AND a.company_id = $1 RETURNING a.id
--- update of children from
UPDATE notes n SET body = c.name FROM campaigns c WHERE c.id = n.campaign_id AND c.company_id = $1
--- update of a tuple
UPDATE campaigns SET (name, state) = ($2, $3) WHERE company_id = $1 AND id = $4
--- delete using
DELETE FROM ads USING campaigns c WHERE c.id = ads.campaign_id AND c.company_id = $1 AND ads.company_id = $1
--- delete of children using
DELETE FROM notes n USING campaigns c WHERE c.id = n.campaign_id AND c.company_id = $1 RETURNING n.id
--- upsert, the tenant in the unique key
INSERT INTO campaigns (company_id, name, budget) VALUES ($1, $2, $3) ON CONFLICT (company_id, name) DO UPDATE SET budget = excluded.budget
--- upsert under WHERE
INSERT INTO campaigns (company_id, id, name) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET name = excluded.name WHERE campaigns.company_id = $4
--- upsert under WHERE of the row's own
INSERT INTO campaigns (company_id, id, name) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET name = excluded.name WHERE campaigns.company_id = excluded.company_id
--- upsert by the constraint
INSERT INTO campaigns AS c (company_id, name) VALUES ($1, $2) ON CONFLICT ON CONSTRAINT campaigns_name_key DO UPDATE SET name = excluded.name WHERE c.company_id = $1
--- nothing on conflict
INSERT INTO campaigns (company_id, name) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING id
--- upsert of a child, the parent in the unique key
INSERT INTO notes (campaign_id, body) VALUES ((SELECT id FROM campaigns WHERE id = $1 AND company_id = $2), $3) ON CONFLICT (campaign_id, body) DO UPDATE SET body = excluded.body
--- insert returning
INSERT INTO campaigns (company_id, name) VALUES ($1, $2) RETURNING id, name
--- insert with a cast
INSERT INTO campaigns (company_id, name) VALUES ($1::bigint, $2::text)
--- insert many
INSERT INTO campaigns (company_id, name) SELECT $1, t.name FROM unnest($2::text[]) AS t(name)
--- a moving table expression
WITH gone AS (DELETE FROM ads WHERE company_id = $1 AND id = $2 RETURNING company_id, title) INSERT INTO campaigns (company_id, name) SELECT company_id, title FROM gone
--- an inserting table expression, its children
WITH c AS (INSERT INTO campaigns (company_id, name) VALUES ($1, $2) RETURNING id) INSERT INTO notes (campaign_id, body) SELECT id, $3 FROM c
--- an updating table expression
WITH u AS (UPDATE campaigns SET state = 'done' WHERE company_id = $1 RETURNING id) SELECT COUNT(*) FROM u
--- a table expression hides the table
WITH campaigns AS (SELECT * FROM campaigns WHERE company_id = $1) SELECT name FROM campaigns
--- materialized
WITH m AS MATERIALIZED (SELECT id FROM campaigns WHERE company_id = $1) SELECT * FROM m
--- the builders' insert from a statement
INSERT INTO "campaigns" ("company_id", "name") WITH s ("name") AS (SELECT "ads"."title" FROM "ads" WHERE ("ads"."company_id" = $1)) SELECT $2, s.* FROM s WHERE 1=1
--- values as rows
SELECT c.id FROM campaigns c JOIN (VALUES ($2::bigint, 'a'), ($3, 'b')) AS v(id, label) ON v.id = c.id WHERE c.company_id = $1
--- an explanation
EXPLAIN SELECT id FROM campaigns WHERE company_id = $1
--- an isolation level
SET TRANSACTION ISOLATION LEVEL SERIALIZABLE
--- a time zone
SET TIME ZONE 'UTC'
--- a timeout
SET LOCAL statement_timeout = 5000
--- a transaction that only reads
BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY
--- an advisory lock
SELECT pg_advisory_xact_lock($1)
--- text with a backslash
SELECT id FROM campaigns WHERE company_id = $1 AND name LIKE $2 ESCAPE '\'
--- text with escapes
SELECT id FROM campaigns WHERE name = E'it\'s' AND company_id = $1
--- comments inside of comments' neighbours
SELECT id /* a */ /* b */ FROM campaigns WHERE company_id = $1 /* c */
--- an array's element
SELECT (array_agg(name ORDER BY id))[1] FROM campaigns WHERE company_id = $1
--- full text
SELECT id FROM campaigns WHERE company_id = $1 AND to_tsvector('english', name) @@ plainto_tsquery('english', $2)
--- percentiles
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY cost) FROM ads WHERE company_id = $1
--- a row comparison for pages
SELECT id FROM campaigns WHERE company_id = $1 AND (budget, id) > ($2, $3) ORDER BY budget, id LIMIT 10
--- is distinct from
SELECT id FROM campaigns WHERE company_id = $1 AND state IS DISTINCT FROM $2
--- pg_catalog spelled out
SELECT pg_catalog.lower(name) FROM campaigns WHERE company_id = $1
--- NULLS LAST
SELECT id FROM campaigns WHERE company_id = $1 ORDER BY budget DESC NULLS LAST
--- a full join of two that are bound
SELECT c.id, a.id FROM (SELECT * FROM campaigns WHERE company_id = $1) c FULL JOIN (SELECT * FROM ads WHERE company_id = $1) a ON a.campaign_id = c.id
--- ANY of a subquery
SELECT body FROM notes WHERE campaign_id = ANY(SELECT id FROM campaigns WHERE company_id = $1)
--- ANY of a union
SELECT name FROM campaigns WHERE company_id = $1 AND id = ANY((SELECT campaign_id FROM ads WHERE company_id = $1) UNION (SELECT id FROM campaigns WHERE company_id = $1))
--- an aggregate with a filter and a cast
SELECT count(*) FILTER (WHERE budget > 10)::int AS n, (sum(budget) / 100.0)::numeric(10, 2) FROM campaigns WHERE company_id = $1
--- time in words
SELECT id FROM jobs WHERE created_at > now() - interval '7 days' AND created_at AT TIME ZONE 'UTC' < $1
--- jsonb building
SELECT jsonb_build_object('id', c.id, 'ads', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id) ORDER BY a.id), '[]'::jsonb) FROM ads a WHERE a.campaign_id = c.id AND a.company_id = c.company_id)) FROM campaigns c WHERE c.company_id = $1
--- jsonb set in an update
UPDATE campaigns SET state = jsonb_set(state::jsonb, '{a,b}', to_jsonb($2::text))::text WHERE company_id = $1
--- an update from values
UPDATE campaigns AS c SET name = v.name FROM (VALUES ($2::bigint, $3::text), ($4, $5)) AS v(id, name) WHERE c.id = v.id AND c.company_id = $1
--- an update from unnest
UPDATE campaigns SET budget = u.budget FROM unnest($2::bigint[], $3::bigint[]) AS u(id, budget) WHERE campaigns.id = u.id AND campaigns.company_id = $1
--- a queue
UPDATE jobs SET state = 'taken' WHERE id = (SELECT id FROM jobs WHERE state = 'new' ORDER BY id FOR UPDATE SKIP LOCKED LIMIT 1) RETURNING id
--- a delete that says what it deleted
WITH d AS (DELETE FROM ads WHERE company_id = $1 AND cost = 0 RETURNING id, title) SELECT * FROM d ORDER BY id
--- upsert, several columns, returning
INSERT INTO campaigns (company_id, name, budget, state) VALUES ($1, $2, $3, $4), ($1, $5, $6, $7) ON CONFLICT (company_id, name) DO UPDATE SET budget = campaigns.budget + EXCLUDED.budget, state = EXCLUDED.state WHERE campaigns.state <> 'locked' RETURNING id, name
--- to_char and a bucket
SELECT to_char(date_trunc('day', now()), 'YYYY-MM-DD') AS day, width_bucket(budget, 0, 100, 10) FROM campaigns WHERE company_id = $1 GROUP BY 1, 2 ORDER BY 1
--- a position and a substring
SELECT substring(name FROM 1 FOR 3), position('a' IN name), overlay(name placing 'x' from 1), trim(both ' ' from name) FROM campaigns WHERE company_id = $1
--- array operators
SELECT id FROM campaigns WHERE company_id = $1 AND ARRAY[state] && $2::text[] AND string_to_array(name, ' ') @> ARRAY['a']
--- a search
SELECT id, ts_rank(to_tsvector(name), q) FROM campaigns, plainto_tsquery($2) AS q WHERE company_id = $1 AND to_tsvector(name) @@ q
--- similar to
SELECT id FROM campaigns WHERE company_id = $1 AND name SIMILAR TO '(a|b)%' AND name !~ 'x'
--- a boolean column's test
SELECT id FROM campaigns WHERE company_id = $1 AND (budget > 3) IS NOT TRUE
--- WITH ORDINALITY
SELECT t.n, t.i FROM campaigns c, unnest(string_to_array(c.name, ',')) WITH ORDINALITY AS t(n, i) WHERE c.company_id = $1
--- jsonb_to_recordset
INSERT INTO campaigns (company_id, name) SELECT $1, r.name FROM jsonb_to_recordset($2::jsonb) AS r(name text)
--- jsonb_array_elements
SELECT c.id, e.value->>'x' FROM campaigns c CROSS JOIN LATERAL jsonb_array_elements(c.state::jsonb) AS e WHERE c.company_id = $1
--- a recursive tree with a path
WITH RECURSIVE tree AS (SELECT id, campaign_id, ARRAY[id] AS path, 1 AS depth FROM ads WHERE company_id = $1 AND campaign_id = $2 UNION ALL SELECT a.id, a.campaign_id, t.path || a.id, t.depth + 1 FROM ads a JOIN tree t ON a.campaign_id = t.id WHERE a.company_id = $1 AND NOT a.id = ANY(t.path)) SELECT * FROM tree ORDER BY path
--- key share locks
SELECT id FROM campaigns WHERE company_id = $1 FOR KEY SHARE NOWAIT
--- nulls not distinct
SELECT id FROM campaigns WHERE company_id = $1 AND budget IS NOT DISTINCT FROM $2
--- a setting is shown
SHOW statement_timeout
--- the tenant of an inserted row
WITH i AS (INSERT INTO campaigns (company_id, name) VALUES ($1, 'a'), ($1, 'b') RETURNING company_id) SELECT ads.title FROM ads JOIN i ON ads.company_id = i.company_id
--- two casts that keep the key
SELECT id FROM campaigns WHERE company_id = $1::text::bigint
--- a key that is a uuid
SELECT id FROM campaigns WHERE company_id = CAST($1 AS uuid) AND name IS DISTINCT FROM $2
--- any of one value
SELECT id FROM campaigns WHERE company_id = ANY (SELECT $1)
--- grouped operators
SELECT id FROM campaigns WHERE company_id = $1 AND (now() AT TIME ZONE 'utc')::date > $2 AND (state || name) LIKE '%x' ESCAPE 'y'
--- a table expression with the name of a table, in an insert
INSERT INTO campaigns (company_id, name) WITH ads AS (SELECT title FROM ads WHERE company_id = $1) SELECT $2, title FROM ads
--- all of two, and what is in front
INSERT INTO campaigns (company_id, name) SELECT $1, * FROM (SELECT title FROM ads WHERE company_id = $1) d
--- a page, by row
SELECT id FROM campaigns WHERE company_id = $1 AND (budget, id) > ($2, $3) ORDER BY budget, id LIMIT 50
--- a write, and what it read
WITH moved AS (UPDATE campaigns SET state = 'done' WHERE company_id = $1 RETURNING id, name) SELECT m.name, a.title FROM moved m JOIN ads a ON a.campaign_id = m.id AND a.company_id = $1
--- the newest of each
SELECT c.id, x.title FROM campaigns c LEFT JOIN LATERAL (SELECT a.title FROM ads a WHERE a.campaign_id = c.id AND a.company_id = c.company_id ORDER BY a.id DESC LIMIT 1) x ON true WHERE c.company_id = $1
--- a column of an alias
SELECT c.id, c."name", c.state FROM campaigns c WHERE c.company_id = $1 ORDER BY c.budget
--- a column of an alias in parentheses
SELECT (c).name FROM campaigns c WHERE c.company_id = $1
--- a column with the schema
SELECT public.campaigns.name FROM public.campaigns WHERE company_id = $1
--- a row as JSON
SELECT row_to_json(c) FROM campaigns c WHERE c.company_id = $1
--- rows as JSON
SELECT json_agg(c ORDER BY c.id) FROM campaigns c WHERE c.company_id = $1
--- rows of a derived table as JSON
SELECT coalesce(jsonb_agg(x), '[]') FROM (SELECT id, name FROM campaigns WHERE company_id = $1) x
--- a row that is counted
SELECT count(a), count(a.*) FROM campaigns c LEFT JOIN ads a ON a.campaign_id = c.id AND a.company_id = c.company_id WHERE c.company_id = $1
--- a row that is not there
SELECT c.id FROM campaigns c LEFT JOIN ads a ON a.campaign_id = c.id AND a.company_id = $1 WHERE c.company_id = $1 AND a IS NULL
--- a sum of a derived table
SELECT x.count, x.max FROM (SELECT count(*), max(budget) FROM campaigns WHERE company_id = $1) x
--- columns of a table expression
WITH x AS (SELECT id, name AS title FROM campaigns WHERE company_id = $1) SELECT x.id, x.title FROM x
--- renamed columns
WITH x (a, b) AS (SELECT id, name FROM campaigns WHERE company_id = $1) SELECT x.a, x.b FROM x
--- all columns of a derived table
SELECT x.id, x.name FROM (SELECT * FROM campaigns WHERE company_id = $1) x
--- all columns and more
SELECT x.name, x.place FROM (SELECT c.*, rank() OVER (ORDER BY budget) AS place FROM campaigns c WHERE company_id = $1) x
--- columns of values
SELECT v.a FROM (VALUES (1, 2)) AS v (a, b)
--- columns of a series
SELECT g.day FROM generate_series(1, 3) AS g(day)
--- elements of JSON
SELECT e.value->>'x' FROM campaigns c CROSS JOIN LATERAL jsonb_array_elements(c.state::jsonb) AS e WHERE c.company_id = $1
--- elements of JSON by the alias
SELECT e->>'x' FROM campaigns c CROSS JOIN LATERAL jsonb_array_elements(c.state::jsonb) AS e WHERE c.company_id = $1
--- an upsert
INSERT INTO campaigns (company_id, id, name) VALUES ($1, $2, $3) ON CONFLICT (company_id, id) DO UPDATE SET name = excluded.name, budget = excluded.budget
--- a returned column
UPDATE campaigns c SET name = $2 WHERE c.company_id = $1 RETURNING c.id, c.name
--- a system column
SELECT c.ctid, c.xmin FROM campaigns c WHERE c.company_id = $1
--- an enum's literal
SELECT id FROM campaigns WHERE company_id = $1 AND state = 'open'::campaign_state
--- enum literals in an array
SELECT id FROM campaigns WHERE company_id = $1 AND state = ANY(ARRAY['open', 'new']::campaign_state[])
--- an enum's literal in an update
UPDATE campaigns SET state = CASE WHEN budget > 0 THEN 'open'::campaign_state ELSE 'new'::campaign_state END WHERE company_id = $1
--- casts to the database's types
SELECT id::text, name::varchar(10), budget::numeric(10,2), '1 day'::interval, now()::timestamptz FROM campaigns WHERE company_id = $1::bigint
--- a cast to an array
SELECT id FROM campaigns WHERE company_id = $1 AND id = ANY($2::bigint[])
--- a double cast
SELECT budget::double precision, now()::timestamp with time zone FROM campaigns WHERE company_id = $1
--- a key as a text
SELECT id FROM campaigns WHERE company_id = $1::text
--- a key as a uuid
SELECT id FROM campaigns WHERE company_id = CAST($1 AS uuid)
--- a key as a uuid from a text
SELECT id FROM campaigns WHERE company_id = $1::text::uuid
--- an alias of the table's name in an order
SELECT c.state, count(*) AS c FROM campaigns c WHERE c.company_id = $1 GROUP BY c.state ORDER BY c
--- a setting of the server's
SELECT current_setting('TimeZone')
--- a setting that is shown
SHOW server_version
--- a setting that is set
SET statement_timeout = 100
--- the next number
INSERT INTO campaigns (company_id, id) VALUES ($1, nextval('campaigns_id_seq'))
--- a lock
SELECT pg_advisory_xact_lock(hashtext($1))
--- a correlated column
SELECT c.id, (SELECT count(*) FROM ads a WHERE a.campaign_id = c.id AND a.company_id = c.company_id) FROM campaigns c WHERE c.company_id = $1
--- an element of an array
SELECT (string_to_array(c.name, ','))[1] FROM campaigns c WHERE c.company_id = $1
