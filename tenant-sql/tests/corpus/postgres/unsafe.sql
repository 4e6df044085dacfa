--- an array of tenants
SELECT * FROM campaigns WHERE company_id = ANY($1)
--- not distinct from
SELECT * FROM campaigns WHERE company_id IS NOT DISTINCT FROM $1
--- a cast of the column
SELECT * FROM campaigns WHERE company_id::text = $1
--- a quoted name is another table
SELECT * FROM "Campaigns" WHERE company_id = $1
--- a quoted name is another column
SELECT * FROM campaigns WHERE "Company_id" = $1
--- a quoted alias is another alias
SELECT c.name FROM campaigns AS "C" WHERE c.company_id = $1
--- TABLE
TABLE campaigns
--- TABLE in IN
SELECT country FROM geo WHERE id IN (TABLE jobs)
--- TABLE in a union
SELECT id FROM campaigns WHERE company_id = $1 UNION TABLE companies
--- ONLY
SELECT * FROM ONLY campaigns
--- the children of a table
SELECT * FROM campaigns *
--- an alias that renames columns
SELECT * FROM campaigns AS c(company_id, x, y, z, state) WHERE c.company_id = $1
--- a derived alias that renames columns
SELECT a.title FROM ads a JOIN (SELECT id, company_id FROM campaigns WHERE company_id = $1) AS c(company_id, id) ON c.company_id = a.company_id
--- a join's alias
SELECT * FROM (campaigns JOIN ads USING (company_id)) AS j WHERE j.company_id = $1
--- a full join bound in ON
SELECT * FROM campaigns c FULL JOIN ads a ON a.company_id = $1 AND c.company_id = $1
--- a lateral join, not bound
SELECT c.name FROM campaigns c, LATERAL (SELECT * FROM ads a WHERE a.campaign_id = c.id) l WHERE c.company_id = $1
--- a lateral join bound to an unbound row
SELECT l.title FROM campaigns c, LATERAL (SELECT a.title FROM ads a WHERE a.company_id = c.company_id) l
--- an array of an unbound subquery
SELECT ARRAY(SELECT title FROM ads)
--- FILTER
SELECT COUNT(*) FILTER (WHERE EXISTS (SELECT 1 FROM ads)) FROM campaigns WHERE company_id = $1
--- bound in FILTER only
SELECT COUNT(*) FILTER (WHERE company_id = $1) FROM campaigns
--- order in an aggregate
SELECT array_agg(id ORDER BY (SELECT MAX(cost) FROM ads)) FROM campaigns WHERE company_id = $1
--- DISTINCT ON a subquery
SELECT DISTINCT ON ((SELECT MAX(cost) FROM ads)) id FROM campaigns WHERE company_id = $1
--- an array's subscript
SELECT (ARRAY[1,2])[(SELECT MAX(id) FROM ads)]
--- a function's argument in FROM
SELECT * FROM generate_series(1, (SELECT MAX(cost) FROM ads))
--- query_to_xml
SELECT query_to_xml('SELECT * FROM campaigns', true, false, '')
--- table_to_xml
SELECT table_to_xml('campaigns', true, false, '')
--- database_to_xml
SELECT database_to_xml(true, true, '')
--- cursor_to_xml
SELECT cursor_to_xml('c', 10, true, false, '')
--- dblink
SELECT * FROM dblink('dbname=app', 'SELECT * FROM campaigns') AS t(id bigint)
--- ts_stat
SELECT * FROM ts_stat('SELECT to_tsvector(name) FROM campaigns')
--- crosstab
SELECT * FROM crosstab('SELECT * FROM campaigns') AS t(a int, b int)
--- a file
SELECT pg_read_file('/etc/passwd')
--- a large object
SELECT lo_get(1)
--- a setting
SELECT set_config('app.tenant', '2', false)
--- a function of another schema
SELECT evil.lower(name) FROM campaigns WHERE company_id = $1
--- statistics
SELECT most_common_vals FROM pg_stats
--- other sessions
SELECT query FROM pg_stat_activity
--- the role
SET ROLE postgres
--- the session
SET SESSION AUTHORIZATION postgres
--- the search path
SET search_path TO other
--- row security
SET row_security = off
--- a prepared statement
PREPARE p AS SELECT * FROM campaigns
--- it runs
EXECUTE p
--- a cursor
DECLARE c CURSOR FOR SELECT * FROM campaigns
--- a copy
COPY campaigns TO STDOUT
--- a copy of a query
COPY (SELECT * FROM campaigns) TO STDOUT
--- truncate
TRUNCATE campaigns
--- a block
DO $$ BEGIN DELETE FROM campaigns; END $$
--- a call
CALL cleanup()
--- a lock
LOCK TABLE campaigns
--- merge
MERGE INTO campaigns c USING geo g ON g.id = c.id WHEN MATCHED THEN DELETE
--- select into
SELECT * INTO copy FROM campaigns WHERE company_id = $1
--- an explanation that runs
EXPLAIN ANALYZE DELETE FROM campaigns
--- update from, the target not bound
UPDATE ads SET cost = 0 FROM campaigns c WHERE c.id = ads.campaign_id AND c.company_id = $1
--- update from, the other not bound
UPDATE ads SET title = c.name FROM campaigns c WHERE c.id = ads.campaign_id AND ads.company_id = $1
--- update from, the tenant column in a tuple
UPDATE ads SET (title, company_id) = ($1, $2) WHERE company_id = $3
--- delete using, the target not bound
DELETE FROM ads USING campaigns c WHERE c.id = ads.campaign_id AND c.company_id = $1
--- delete using, the other not bound
DELETE FROM ads USING campaigns c WHERE c.id = ads.campaign_id AND ads.company_id = $1
--- returning everybody's
DELETE FROM ads WHERE company_id = $1 RETURNING (SELECT MAX(title) FROM ads)
--- upsert by id
INSERT INTO campaigns (company_id, id, name) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET name = excluded.name
--- upsert by a constraint
INSERT INTO campaigns (company_id, id, name) VALUES ($1, $2, $3) ON CONFLICT ON CONSTRAINT campaigns_pkey DO UPDATE SET name = excluded.name
--- upsert that moves the row
INSERT INTO campaigns (company_id, name) VALUES ($1, $2) ON CONFLICT (company_id, name) DO UPDATE SET company_id = excluded.company_id
--- upsert bound on the new row only
INSERT INTO campaigns (company_id, id, name) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET name = excluded.name WHERE excluded.company_id = $1
--- upsert under OR
INSERT INTO campaigns (company_id, id, name) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET name = excluded.name WHERE campaigns.company_id = $1 OR true
--- upsert of a child by id
INSERT INTO notes (id, campaign_id, body) VALUES ($4, (SELECT id FROM campaigns WHERE id = $1 AND company_id = $2), $3) ON CONFLICT (id) DO UPDATE SET body = excluded.body
--- upsert with a reading subquery
INSERT INTO campaigns (company_id, name) VALUES ($1, $2) ON CONFLICT (company_id, name) DO UPDATE SET budget = (SELECT MAX(cost) FROM ads)
--- default values
INSERT INTO campaigns DEFAULT VALUES
--- a deleting table expression
WITH gone AS (DELETE FROM ads RETURNING *) SELECT COUNT(*) FROM gone
--- a deleting table expression that nobody reads
WITH gone AS (DELETE FROM ads WHERE id = $1) SELECT 1
--- an updating table expression
WITH u AS (UPDATE campaigns SET state = 'x' RETURNING id) SELECT * FROM u
--- a dollar-quoted string hides the end
SELECT $$ WHERE company_id = $1 $$ FROM campaigns
--- a nested comment
SELECT * FROM campaigns /* /* */ WHERE company_id = $1 -- */
--- a comment inside of an operator
SELECT * FROM campaigns WHERE 1 =-- company_id = $1
 1
--- a comment that ends at a carriage return
SELECT * FROM campaigns -- x WHERE company_id = $1
--- a string that does not end where it seems
SELECT * FROM campaigns WHERE name = E'\' AND company_id = $1 AND name = ' OR true --'
--- names with escapes
SELECT * FROM U&"\0063ampaigns"
--- no placeholder of the database
SELECT * FROM campaigns WHERE company_id = ?
--- a named placeholder
SELECT * FROM campaigns WHERE company_id = :tenant
--- a collation changes what is equal
SELECT * FROM campaigns WHERE company_id = $1 COLLATE "und-ci"
--- an operator of one's own
SELECT * FROM campaigns WHERE company_id OPERATOR(evil.=) $1
--- is true of OR
SELECT * FROM campaigns WHERE (company_id = $1 OR true) IS TRUE
--- values of two tenants
SELECT c.id FROM campaigns c JOIN (VALUES ($1), ($2)) AS v(k) ON v.k = c.company_id
--- ON sees the relation outside
SELECT (SELECT COUNT(*) FROM ads a JOIN geo g ON a.company_id = c.company_id JOIN campaigns c ON true WHERE c.company_id = $1) FROM companies c WHERE c.name = $2
--- listens
COPY geo FROM STDIN
--- xmltable
SELECT * FROM XMLTABLE('/r' PASSING query_to_xml('SELECT * FROM campaigns', true, false, '') COLUMNS x text)
--- a comment that ends at a carriage return
SELECT * FROM campaigns -- x  OR WHERE company_id = $1
--- ANY of a subquery, not bound
SELECT name FROM campaigns WHERE company_id = $1 AND id = ANY((SELECT campaign_id FROM ads))
--- ANY of an array in parentheses
SELECT name FROM campaigns WHERE company_id = ANY(($1))
--- ANY of an array from a subquery
SELECT name FROM campaigns WHERE company_id = ANY((SELECT $1)::bigint[])
--- ALL of a subquery that may be empty
SELECT body FROM notes WHERE campaign_id = ALL (SELECT id FROM campaigns WHERE company_id = $1)
--- EXISTS of an aggregate that looks like a column
SELECT body FROM notes n WHERE EXISTS (SELECT c.count FROM campaigns c WHERE c.id = n.campaign_id AND c.company_id = $1)
--- EXISTS of an aggregate in ORDER BY that looks like a column
SELECT body FROM notes n WHERE EXISTS (SELECT 1 FROM campaigns c WHERE c.id = n.campaign_id AND c.company_id = $1 ORDER BY c.count)
--- EXISTS of an aggregate in DISTINCT ON
SELECT body FROM notes n WHERE EXISTS (SELECT DISTINCT ON (COUNT(*)) 1 FROM campaigns c WHERE c.id = n.campaign_id AND c.company_id = $1)
--- EXISTS of an aggregate in WINDOW
SELECT body FROM notes n WHERE EXISTS (SELECT 1 FROM campaigns c WHERE c.id = n.campaign_id AND c.company_id = $1 WINDOW w AS (ORDER BY COUNT(*)))
--- a column that has its name from ELSE
SELECT body FROM notes WHERE EXISTS (SELECT 1 FROM campaigns p JOIN (SELECT CASE WHEN true THEN a.id ELSE a.campaign_id END FROM ads a WHERE a.company_id = $1) d ON true WHERE p.company_id = $1 AND p.id = campaign_id)
--- a column that comes from the type of an array
SELECT body FROM notes WHERE EXISTS (SELECT 1 FROM campaigns p, unnest($2::ads[]) u WHERE p.company_id = $1 AND p.id = campaign_id)
--- a column of a subquery's type
SELECT body FROM notes WHERE EXISTS (SELECT 1 FROM campaigns p, (SELECT (a).campaign_id FROM ads a WHERE a.company_id = $1) d WHERE p.company_id = $1 AND p.id = campaign_id)
--- EXISTS of a union with an empty side
SELECT body FROM notes n WHERE EXISTS ((SELECT c.id FROM campaigns c WHERE c.id = n.campaign_id AND c.company_id = $1) UNION ALL (SELECT id FROM geo))
--- ORDER BY sees the block's own alias
SELECT p.id FROM companies p WHERE p.id = $1 AND EXISTS (SELECT 1 FROM geo p ORDER BY (SELECT MAX(a.cost) FROM ads a WHERE a.company_id = p.id))
--- a column by functional notation
SELECT * FROM campaigns WHERE company_id(campaigns) = $1
--- the whole row is compared
SELECT * FROM campaigns c WHERE c = $1
--- a field of the row
SELECT * FROM campaigns c WHERE (c).company_id = $1 OR (c).id = 1
--- a slice of tenants
SELECT * FROM campaigns WHERE company_id = ANY(ARRAY[$1, $2])
--- a subquery with two rows
SELECT * FROM campaigns WHERE company_id IN (VALUES ($1), ($2))
--- a range contains the column
SELECT * FROM campaigns WHERE $1 @> company_id
--- SOME
SELECT * FROM campaigns WHERE company_id = SOME($1)
--- a join bound in its own lateral
SELECT c.id FROM campaigns c LEFT JOIN LATERAL (SELECT 1 WHERE c.company_id = $1) l ON true
--- bound in a lateral of an inner join on true
SELECT c.id FROM campaigns c JOIN LATERAL (SELECT c.company_id AS k) l ON true WHERE l.k = $1 OR c.id = 1
--- a window hides a subquery
SELECT COUNT(*) OVER w FROM campaigns WHERE company_id = $1 WINDOW w AS (PARTITION BY (SELECT MAX(title) FROM ads))
--- a frame hides a subquery
SELECT SUM(budget) OVER (ORDER BY id ROWS (SELECT COUNT(*) FROM ads) PRECEDING) FROM campaigns WHERE company_id = $1
--- WITHIN GROUP hides a subquery
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY (SELECT MAX(cost) FROM ads)) FROM geo
--- COALESCE around EXISTS
SELECT * FROM notes n WHERE COALESCE(EXISTS (SELECT 1 FROM campaigns c WHERE c.id = n.campaign_id AND c.company_id = $1), true)
--- a CASE around EXISTS
SELECT * FROM notes n WHERE CASE WHEN EXISTS (SELECT 1 FROM campaigns c WHERE c.id = n.campaign_id AND c.company_id = $1) THEN true ELSE true END
--- the tenant column under another name outside
SELECT x.t FROM (SELECT company_id AS t FROM campaigns) x WHERE x.t = $1
--- two names alike in a subquery
SELECT a.title FROM ads a JOIN (SELECT company_id, id AS company_id FROM campaigns WHERE company_id = $1) c ON c.company_id = a.company_id
--- EXCEPT ALL keeps the left side
SELECT id FROM campaigns EXCEPT ALL SELECT id FROM campaigns WHERE company_id = $1
--- a set operation in parentheses
(SELECT id FROM campaigns WHERE company_id = $1) UNION ALL (SELECT id FROM ads)
--- a union's provenance is that of both
SELECT a.id FROM ads a JOIN (SELECT company_id FROM campaigns WHERE company_id = $1 UNION SELECT id FROM geo) u ON u.company_id = a.company_id
--- a table expression's columns are renamed in a circle
WITH m (id, company_id) AS (SELECT company_id, id FROM campaigns WHERE company_id = $1) SELECT a.id FROM ads a JOIN m ON m.company_id = a.company_id
--- a star, renamed
WITH m (a, company_id) AS (SELECT * FROM campaigns WHERE company_id = $1) SELECT x.id FROM ads x JOIN m ON m.company_id = x.company_id
--- insert by a star
INSERT INTO campaigns (company_id, name) SELECT c.* FROM (SELECT id, name FROM campaigns WHERE company_id = $1) c
--- insert by values of rows
INSERT INTO campaigns (company_id, name) SELECT v.* FROM (VALUES (1, 'a'), (2, 'b')) v
--- insert, the columns in another order
INSERT INTO campaigns (name, company_id) SELECT $1, name FROM campaigns WHERE company_id = $1
--- insert with a column twice
INSERT INTO campaigns (company_id, company_id, name) VALUES ($1, 2, 'x')
--- insert returning a subquery
INSERT INTO campaigns (company_id, name) VALUES ($1, 'x') RETURNING (SELECT COUNT(*) FROM ads)
--- insert a child below a nullable parent
INSERT INTO replies (note_id, body) SELECT id, 'x' FROM notes WHERE campaign_id = $1
--- update sets the parent's key in a subquery's tuple
UPDATE notes n SET (body, campaign_id) = (SELECT 'x', 1) FROM campaigns c WHERE c.id = n.campaign_id AND c.company_id = $1
--- update whose FROM is the same table
UPDATE ads SET cost = 1 FROM ads b WHERE b.id = ads.id AND b.company_id = $1
--- delete whose USING is the same table
DELETE FROM ads a USING ads b WHERE b.id = a.id AND b.company_id = $1
--- delete under the other's alias
DELETE FROM ads AS campaigns WHERE campaigns.id IN (SELECT campaigns.id FROM campaigns WHERE campaigns.company_id = $1)
--- a grant
GRANT ALL ON campaigns TO public
--- a policy
ALTER TABLE campaigns DISABLE ROW LEVEL SECURITY
--- a function is made
CREATE FUNCTION f() RETURNS bigint LANGUAGE sql AS 'SELECT 1'
--- a role is reset
RESET ROLE
--- everything is forgotten
DISCARD ALL
--- a notification
NOTIFY x, 'y'
--- the session replicates
SET session_replication_role = replica
--- strings with escapes are switched on
SET standard_conforming_strings = off
--- ON sees the alias outside
SELECT (SELECT COUNT(*) FROM ads a JOIN geo g ON a.company_id = c.company_id JOIN campaigns c ON true WHERE c.company_id = $1) FROM (SELECT id AS company_id FROM geo) c
--- ON sees the column outside
SELECT (SELECT COUNT(*) FROM ads a JOIN geo g ON a.company_id = k JOIN (SELECT company_id AS k FROM campaigns WHERE company_id = $1) m ON true) FROM (SELECT id AS k FROM geo) o
--- a lateral subquery sees the alias outside
SELECT (SELECT COUNT(*) FROM LATERAL (SELECT a.id FROM ads a WHERE a.company_id = c.company_id) x CROSS JOIN campaigns c WHERE c.company_id = $1) FROM (SELECT id AS company_id FROM geo) c
--- the tenants of two inserted rows
WITH i AS (INSERT INTO campaigns (company_id, name) VALUES ($1, 'a'), ($2, 'b') RETURNING company_id) SELECT ads.title FROM ads JOIN i ON ads.company_id = i.company_id
--- the key as a truth value: one tenant for all
SELECT id FROM campaigns WHERE company_id = $1::boolean::int
--- the same from a subquery
SELECT id FROM campaigns WHERE company_id = (SELECT $1::boolean::int)
--- and from a list of values
SELECT c.id FROM campaigns c JOIN (VALUES ($1::boolean::int)) v(k) ON v.k = c.company_id
--- a cast that rounds to the next key
SELECT id FROM campaigns WHERE company_id = $1::real::bigint
--- to hundreds
SELECT id FROM campaigns WHERE company_id = $1::numeric(5, -2)
--- a cast that cuts the key off
SELECT id FROM campaigns WHERE company_id = $1::varchar(1)
--- to one letter
SELECT id FROM campaigns WHERE company_id = $1::char
--- to one byte
SELECT id FROM campaigns WHERE company_id = $1::"char"
--- to three bits
SELECT id FROM campaigns WHERE company_id = $1::bit(3)::int
--- a cast to what has no case
SELECT id FROM campaigns WHERE company_id = $1::citext
--- such a key, inserted
INSERT INTO campaigns (company_id, name) VALUES ($1::boolean::int, $2)
--- other than, of one value in two parentheses
SELECT id FROM campaigns WHERE company_id != ANY((SELECT $1))
--- at most, likewise
SELECT id FROM campaigns WHERE company_id <= ANY((SELECT $1))
--- a column that every table has
SELECT (SELECT COUNT(*) FROM campaigns c WHERE c.company_id = tableoid) FROM (SELECT $1::bigint AS tableoid) o
--- a name that is cut off, and then the nearer one
SELECT (SELECT COUNT(*) FROM campaigns c, (SELECT id AS kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkx FROM geo) d WHERE c.company_id = kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk) FROM (SELECT $1::bigint AS kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk) o
--- all but what others have
INSERT INTO campaigns (company_id, name) VALUES ($1, $2) OFFSET (SELECT COUNT(*) FROM ads)
--- a table of everybody, changed by what others have
INSERT INTO jobs (state) VALUES ('x') ON CONFLICT (id) DO UPDATE SET state = 'y' WHERE EXISTS (SELECT 1 FROM campaigns)
--- a row for everybody from a sum
INSERT INTO templates (company_id, title) SELECT company_id, max(name) FROM campaigns WHERE company_id = $1 GROUP BY ROLLUP (company_id)
--- a column that is a function: a sum
SELECT c.id FROM campaigns c WHERE EXISTS (SELECT d.count FROM (SELECT $1::bigint AS k) d WHERE d.k = c.company_id)
--- an element of the bind
SELECT id FROM campaigns WHERE company_id = ($1::bigint[])[2]
--- what a write returns is no key
WITH x AS (INSERT INTO campaigns (company_id, name) VALUES ($1, 'x') RETURNING id + 1 AS id) SELECT n.body FROM notes n JOIN x ON x.id = n.campaign_id
--- or a key of another table
WITH x AS (UPDATE campaigns SET name = 'x' FROM geo g WHERE company_id = $1 RETURNING g.id) SELECT n.body FROM notes n JOIN x ON x.id = n.campaign_id
--- a function with the name of the column
SELECT c.id FROM campaigns c JOIN unnest($2::bigint[]) AS u(company_id) ON u.company_id = $1
--- only the lateral part is limited
SELECT c.id FROM campaigns c LEFT JOIN LATERAL (SELECT 1 AS x WHERE c.company_id = $1) l ON true
--- a lateral sum has a row for everybody
SELECT c.id FROM campaigns c JOIN LATERAL (SELECT count(*) AS n FROM geo WHERE c.company_id = $1) l ON true
--- an operator that is another one by its schema
SELECT id FROM campaigns WHERE company_id OPERATOR(public.=) $1
--- renamed columns of a table
SELECT c.id FROM campaigns AS c(a, b, company_id) WHERE c.company_id = $1
--- a frame as wide as others have rows
SELECT SUM(budget) OVER (ORDER BY id ROWS BETWEEN (SELECT COUNT(*) FROM ads) PRECEDING AND CURRENT ROW) FROM campaigns WHERE company_id = $1
--- a part of a name, and the rest in a string
SELECT id FROM campaigns WHERE state = E'\' AND company_id = $1 AND name = E'x' OR true --'
--- a name behind a dot calls a function
SELECT c.everybody FROM campaigns c WHERE c.company_id = $1
--- the same with another name
SELECT c.everybody AS got FROM campaigns c WHERE c.company_id = $1
--- the same of the table's name
SELECT campaigns.everybody FROM campaigns WHERE company_id = $1
--- the same with the schema
SELECT public.campaigns.everybody FROM campaigns WHERE company_id = $1
--- the same in quotes
SELECT c."everybody" FROM campaigns c WHERE c.company_id = $1
--- a column in another case is none
SELECT c."Name" FROM campaigns c WHERE c.company_id = $1
--- behind a row in parentheses
SELECT (c).everybody FROM campaigns c WHERE c.company_id = $1
--- behind a row in two parentheses
SELECT ((c)).everybody FROM campaigns c WHERE c.company_id = $1
--- behind a column
SELECT (c.id).everybody FROM campaigns c WHERE c.company_id = $1
--- behind a value
SELECT ($2).everybody FROM campaigns c WHERE c.company_id = $1
--- behind a literal
SELECT ('x'::text).everybody FROM campaigns c WHERE c.company_id = $1
--- behind a subquery
SELECT (SELECT d FROM campaigns d WHERE d.company_id = $1 LIMIT 1).everybody FROM campaigns c WHERE c.company_id = $1
--- behind a subquery in parentheses
SELECT ((SELECT d FROM campaigns d WHERE d.company_id = $1 LIMIT 1)).everybody FROM campaigns c WHERE c.company_id = $1
--- behind an array's element
SELECT (array_agg(c))[1].everybody FROM campaigns c WHERE c.company_id = $1
--- behind all columns
SELECT (c.*).everybody FROM campaigns c WHERE c.company_id = $1
--- in an order
SELECT c.id FROM campaigns c WHERE c.company_id = $1 ORDER BY c.everybody
--- in an order, in parentheses
SELECT c.id FROM campaigns c WHERE c.company_id = $1 ORDER BY (c).everybody DESC
--- in a group
SELECT count(*) FROM campaigns c WHERE c.company_id = $1 GROUP BY c.everybody
--- in HAVING
SELECT c.id FROM campaigns c WHERE c.company_id = $1 GROUP BY c.id HAVING max(c.everybody) > 'x'
--- in WHERE
SELECT c.id FROM campaigns c WHERE c.company_id = $1 AND c.everybody LIKE 'a%'
--- in a negated condition
SELECT c.id FROM campaigns c WHERE c.company_id = $1 AND NOT (c.everybody IS NULL)
--- in ON
SELECT c.id FROM campaigns c JOIN geo g ON g.country = c.everybody WHERE c.company_id = $1
--- of the joined table
SELECT g.everybody FROM campaigns c JOIN geo g ON g.id = c.id WHERE c.company_id = $1
--- of a shared table
SELECT g.everybody FROM geo g
--- of a table that is not checked
SELECT j.everybody FROM campaigns c JOIN geo j ON true WHERE c.company_id = $1
--- in RETURNING of an update
UPDATE campaigns SET name = $2 WHERE company_id = $1 RETURNING campaigns.everybody
--- in RETURNING of a delete
DELETE FROM campaigns c WHERE c.company_id = $1 RETURNING c.everybody
--- in RETURNING of an insert
INSERT INTO campaigns (company_id, name) VALUES ($1, $2) RETURNING campaigns.everybody
--- in RETURNING, of a row in parentheses
INSERT INTO campaigns (company_id, name) VALUES ($1, $2) RETURNING (campaigns).everybody
--- in SET
UPDATE campaigns c SET name = c.everybody WHERE c.company_id = $1
--- in SET, of another table
UPDATE campaigns c SET name = a.everybody FROM ads a WHERE a.company_id = $1 AND c.company_id = $1
--- of the row that is refused
INSERT INTO campaigns (id, company_id, name) VALUES ($3, $1, $2) ON CONFLICT (company_id, id) DO UPDATE SET name = excluded.everybody
--- of the row that is in the way
INSERT INTO campaigns (id, company_id, name) VALUES ($3, $1, $2) ON CONFLICT (company_id, id) DO UPDATE SET name = campaigns.everybody
--- in an argument
SELECT lower(c.everybody) FROM campaigns c WHERE c.company_id = $1
--- in an aggregate
SELECT count(c.everybody) FROM campaigns c WHERE c.company_id = $1
--- in FILTER
SELECT count(*) FILTER (WHERE c.everybody IS NOT NULL) FROM campaigns c WHERE c.company_id = $1
--- in an aggregate's order
SELECT string_agg(c.name, ',' ORDER BY c.everybody) FROM campaigns c WHERE c.company_id = $1
--- in a window
SELECT rank() OVER (ORDER BY c.everybody) FROM campaigns c WHERE c.company_id = $1
--- in a partition
SELECT count(*) OVER (PARTITION BY c.everybody) FROM campaigns c WHERE c.company_id = $1
--- in a named window
SELECT count(*) OVER w FROM campaigns c WHERE c.company_id = $1 WINDOW w AS (PARTITION BY c.everybody)
--- in CASE
SELECT CASE WHEN c.id > 1 THEN c.everybody END FROM campaigns c WHERE c.company_id = $1
--- in COALESCE
SELECT coalesce(c.everybody, c.name) FROM campaigns c WHERE c.company_id = $1
--- in an array
SELECT ARRAY[c.everybody] FROM campaigns c WHERE c.company_id = $1
--- in DISTINCT ON
SELECT DISTINCT ON (c.everybody) c.id FROM campaigns c WHERE c.company_id = $1
--- in a cast
SELECT c.everybody::text FROM campaigns c WHERE c.company_id = $1
--- in BETWEEN
SELECT c.id FROM campaigns c WHERE c.company_id = $1 AND c.name BETWEEN 'a' AND c.everybody
--- in IN
SELECT c.id FROM campaigns c WHERE c.company_id = $1 AND c.name IN (c.everybody, 'x')
--- in ROLLUP
SELECT count(*) FROM campaigns c WHERE c.company_id = $1 GROUP BY ROLLUP (c.everybody)
--- in a subquery, of the row outside
SELECT (SELECT c.everybody) FROM campaigns c WHERE c.company_id = $1
--- in EXISTS, of the row outside
SELECT c.id FROM campaigns c WHERE c.company_id = $1 AND EXISTS (SELECT 1 FROM geo g WHERE g.country = c.everybody)
--- in LATERAL
SELECT x.e FROM campaigns c CROSS JOIN LATERAL (SELECT c.everybody AS e) x WHERE c.company_id = $1
--- in a table function's argument
SELECT g FROM campaigns c CROSS JOIN LATERAL unnest(string_to_array(c.everybody, ',')) AS g WHERE c.company_id = $1
--- in a table expression
WITH x AS (SELECT c.everybody AS e FROM campaigns c WHERE c.company_id = $1) SELECT e FROM x
--- of a table expression
WITH x AS (SELECT c.id FROM campaigns c WHERE c.company_id = $1) SELECT x.anybody FROM x
--- of a derived table
SELECT x.anybody FROM (SELECT id, name FROM campaigns WHERE company_id = $1) x
--- of a derived table with all columns
SELECT x.anybody FROM (SELECT * FROM campaigns WHERE company_id = $1) x
--- of a derived table's row
SELECT (x).anybody FROM (SELECT id, name FROM campaigns WHERE company_id = $1) x
--- of a derived table's column that is a row
SELECT (x.c).everybody FROM (SELECT c FROM campaigns c WHERE c.company_id = $1) x
--- of values
SELECT v.anybody FROM (VALUES (1, 2)) AS v (a, b)
--- in one branch of a union
SELECT c.name FROM campaigns c WHERE c.company_id = $1 UNION ALL SELECT c.everybody FROM campaigns c WHERE c.company_id = $1
--- in an inserted query
INSERT INTO campaigns (company_id, name) SELECT $1, c.everybody FROM campaigns c WHERE c.company_id = $1
--- of a name with three dots
SELECT tenant_tests.public.c.everybody FROM campaigns c WHERE c.company_id = $1
--- in EXPLAIN
EXPLAIN ANALYZE SELECT c.everybody FROM campaigns c WHERE c.company_id = $1
--- a child's
SELECT n.everybody FROM notes n JOIN campaigns c ON c.id = n.campaign_id WHERE c.company_id = $1
--- of old in RETURNING
UPDATE campaigns SET name = $2 WHERE company_id = $1 RETURNING old.everybody
--- of new in RETURNING
UPDATE campaigns SET name = $2 WHERE company_id = $1 RETURNING new.everybody
--- a row cast to a text
SELECT c::text FROM campaigns c WHERE c.company_id = $1
--- a row cast to a text, written out
SELECT CAST(c AS text) FROM campaigns c WHERE c.company_id = $1
--- all columns cast to a text
SELECT (c.*)::text FROM campaigns c WHERE c.company_id = $1
--- a row in parentheses that is cast
SELECT (c)::text FROM campaigns c WHERE c.company_id = $1
--- a row cast to a type of their own
SELECT CAST(c AS everyone) FROM campaigns c WHERE c.company_id = $1
--- a key cast to a type of their own
SELECT c.id::everyone FROM campaigns c WHERE c.company_id = $1
--- a bind cast to a type of their own
SELECT $2::everyone FROM campaigns c WHERE c.company_id = $1
--- a bind cast to a type of their own, in a schema
SELECT CAST($2 AS public.everyone) FROM campaigns c WHERE c.company_id = $1
--- a text cast to a type of their own
SELECT 'x'::text::everyone FROM campaigns c WHERE c.company_id = $1
--- a cast to an array of their own
SELECT ARRAY[c.id]::everyone[] FROM campaigns c WHERE c.company_id = $1
--- a literal row that is cast again
SELECT '(1,1,a,1,b)'::campaigns::text FROM campaigns c WHERE c.company_id = $1
--- a literal row as an argument
SELECT lower('(1,1,a,1,b)'::campaigns) FROM campaigns c WHERE c.company_id = $1
--- a type before a literal, and a dot
SELECT (campaigns '(1,1,a,1,b)').everybody FROM campaigns c WHERE c.company_id = $1
--- a built row that is cast
SELECT jsonb_populate_record(NULL::campaigns, '{}')::text FROM campaigns c WHERE c.company_id = $1
--- a row as an argument that casts it
SELECT lower(c) FROM campaigns c WHERE c.company_id = $1
--- a row as an argument of length
SELECT length(c) FROM campaigns c WHERE c.company_id = $1
--- a row in a comparison with LIKE
SELECT c.id FROM campaigns c WHERE c.company_id = $1 AND c LIKE '%b%'
--- a row in a comparison
SELECT c.id FROM campaigns c WHERE c.company_id = $1 AND c = c
--- a row joined to a text
SELECT c || '' FROM campaigns c WHERE c.company_id = $1
--- a row that is set as a text
UPDATE campaigns c SET name = c WHERE c.company_id = $1
--- a row that is inserted as a text
INSERT INTO campaigns (company_id, name) SELECT $1, c FROM campaigns c WHERE c.company_id = $1
--- a row in a set
SELECT c FROM campaigns c WHERE c.company_id = $1 UNION SELECT 'x'
--- a row in COALESCE that is cast
SELECT coalesce(c, c)::text FROM campaigns c WHERE c.company_id = $1
--- a row in CASE that is cast
SELECT (CASE WHEN true THEN c END)::text FROM campaigns c WHERE c.company_id = $1
--- a row from a subquery that is cast
SELECT (SELECT d FROM campaigns d WHERE d.company_id = $1 LIMIT 1)::text FROM campaigns c WHERE c.company_id = $1
--- a row from a derived table that is cast
SELECT x.c::text FROM (SELECT c FROM campaigns c WHERE c.company_id = $1) x
--- a derived table's row that is cast
SELECT x::text FROM (SELECT id FROM campaigns WHERE company_id = $1) x
--- a row with an operator of their own
SELECT c ### 1 FROM campaigns c WHERE c.company_id = $1
--- a row with a named operator
SELECT c OPERATOR(public.+) 1 FROM campaigns c WHERE c.company_id = $1
--- a row with an operator of the database's name
SELECT c -> 'x' FROM campaigns c WHERE c.company_id = $1
--- a row with an operator in front
SELECT @ c FROM campaigns c WHERE c.company_id = $1
--- a row with an operator in front, and a sign
SELECT - c FROM campaigns c WHERE c.company_id = $1
--- a row in array_agg, whose elements are cast
SELECT array_agg(c)::text[] FROM campaigns c WHERE c.company_id = $1
--- a row in an array
SELECT ARRAY[c]::text[] FROM campaigns c WHERE c.company_id = $1
--- the type as a function
SELECT campaigns(c.id) FROM campaigns c WHERE c.company_id = $1
--- the column as a function, of a function's name
SELECT everybody(c) FROM campaigns c WHERE c.company_id = $1
--- a table's function in FROM
SELECT e FROM campaigns c, everybody(c) AS e WHERE c.company_id = $1
--- a key that a number shortens and a text shows again
SELECT id FROM campaigns WHERE company_id = $1::int::text
--- a key through uuid and text
SELECT id FROM campaigns WHERE company_id = CAST(CAST($1 AS uuid) AS text)
--- a key as citext
SELECT id FROM campaigns WHERE company_id = $1::citext
--- a key as a name
SELECT id FROM campaigns WHERE company_id = $1::name
--- a key as bpchar
SELECT id FROM campaigns WHERE company_id = $1::bpchar
--- a key as char
SELECT id FROM campaigns WHERE company_id = CAST($1 AS char)
--- a key as char of a length
SELECT id FROM campaigns WHERE company_id = CAST($1 AS char(3))
--- a key as varchar of a length
SELECT id FROM campaigns WHERE company_id = CAST($1 AS varchar(3))
--- a key as a float
SELECT id FROM campaigns WHERE company_id = $1::float8
--- a key as a rounded number
SELECT id FROM campaigns WHERE company_id = $1::numeric(10,0)
--- a key as an oid
SELECT id FROM campaigns WHERE company_id = $1::oid
--- a key in small letters
SELECT id FROM campaigns WHERE company_id = lower($1)
--- a column in small letters
SELECT id FROM campaigns WHERE lower(company_id) = $1
--- a trimmed key
SELECT id FROM campaigns WHERE company_id = trim($1)
--- a key with a collation
SELECT id FROM campaigns WHERE company_id = $1 COLLATE "ci"
--- a column with a collation
SELECT id FROM campaigns WHERE company_id COLLATE "ci" = $1
--- a key that is inserted as a shorter one
INSERT INTO campaigns (company_id, name) VALUES ($1::varchar(3), $2)
--- a key through a third table's column
SELECT c.id FROM campaigns c, geo g WHERE g.country = $1 AND c.company_id = g.country
--- the last number of a sequence
SELECT lastval()
--- the current number of a sequence
SELECT currval('campaigns_id_seq')
--- the last number as a condition
SELECT id FROM campaigns WHERE company_id = $1 AND id = lastval()
--- the last number, with its schema
SELECT pg_catalog.lastval()
--- a setting of the application's
SELECT current_setting('app.tenant')
--- a setting of the application's, that may be missing
SELECT current_setting('app.tenant', true)
--- a setting of a name that is bound
SELECT current_setting($1)
--- a setting that is shown
SHOW app.tenant
--- all settings
SHOW ALL
--- a setting of a known name with a prefix
SET app.timezone = '7'
--- the same, LOCAL
SET LOCAL app.statement_timeout = 7
--- the random numbers of the next
SELECT setseed(0.5)
--- a row's literal in COALESCE that is cast
SELECT coalesce('(1,1,a,1,b)'::campaigns)::text FROM campaigns WHERE company_id = $1
--- a literal of their own in CASE that is cast
SELECT (CASE WHEN true THEN 'open'::everyone END)::text FROM campaigns WHERE company_id = $1
--- a literal of their own in a subquery that is cast
SELECT (SELECT 'open'::everyone)::text FROM campaigns WHERE company_id = $1
--- a row's literal in a derived table that is cast
SELECT x.r::text FROM (SELECT '(1,1,a,1,b)'::campaigns AS r) x
--- no row that is cast
SELECT x.r::text FROM (SELECT NULL::campaigns AS r) x
--- a row's literal behind its type
SELECT lower(campaigns '(1,1,a,1,b)')
--- a row in the columns of JSON
SELECT x.a::text FROM jsonb_to_record($2) AS x(a campaigns)
--- rows of a literal in JSON
SELECT x.everybody FROM jsonb_populate_recordset(NULL::campaigns, $2) AS x
--- a name of a column that there was once
SELECT c.oid FROM campaigns c WHERE c.company_id = $1
--- a row of that name
SELECT lower(oid) FROM campaigns oid WHERE oid.company_id = $1
