--- one table, bound
SELECT * FROM campaigns WHERE company_id = ?
--- the bind first
SELECT id FROM campaigns WHERE ? = company_id
--- qualified by the table's name
SELECT campaigns.name FROM campaigns WHERE campaigns.company_id = ?
--- qualified by the alias
SELECT c.name FROM campaigns c WHERE c.company_id = ? AND c.budget > ?
--- the alias with AS
SELECT c.name FROM campaigns AS c WHERE c.state = ? AND c.company_id = ?
--- other conditions in parentheses with OR
SELECT name FROM campaigns WHERE company_id = ? AND (state = ? OR budget > ?)
--- the condition itself in parentheses
SELECT name FROM campaigns WHERE ((company_id = ?)) AND state = 'live'
--- parentheses around a conjunction
SELECT name FROM campaigns WHERE (company_id = ? AND state = ?) AND budget IS NOT NULL
--- a list of one
SELECT name FROM campaigns WHERE company_id IN (?)
--- order, limit, offset
SELECT name FROM campaigns WHERE company_id = ? ORDER BY budget DESC, id LIMIT 10 OFFSET 20
--- bound limit and offset
SELECT name FROM campaigns WHERE company_id = ? ORDER BY id LIMIT ? OFFSET ?
--- aggregates
SELECT state, COUNT(*), SUM(budget), MAX(budget) FROM campaigns WHERE company_id = ? GROUP BY state HAVING COUNT(*) > ?
--- distinct
SELECT DISTINCT state FROM campaigns WHERE company_id = ?
--- count distinct
SELECT COUNT(DISTINCT state) FROM campaigns WHERE company_id = ?
--- BETWEEN beside it
SELECT id FROM campaigns WHERE budget BETWEEN ? AND ? AND company_id = ?
--- BETWEEN after it
SELECT id FROM campaigns WHERE company_id = ? AND budget BETWEEN 1 AND 10
--- NOT of something else
SELECT id FROM campaigns WHERE NOT (state = ?) AND company_id = ?
--- NOT IN of something else
SELECT id FROM campaigns WHERE state NOT IN (?, ?) AND company_id = ?
--- LIKE
SELECT id FROM campaigns WHERE name LIKE ? AND company_id = ?
--- CASE in the list
SELECT CASE WHEN budget > 100 THEN 'big' ELSE 'small' END AS size FROM campaigns WHERE company_id = ?
--- COALESCE and arithmetic
SELECT id, COALESCE(budget, 0) * 2 + 1 FROM campaigns WHERE company_id = ?
--- an inner join, both bound in WHERE
SELECT c.name, a.title FROM campaigns c JOIN ads a ON a.campaign_id = c.id WHERE c.company_id = ? AND a.company_id = ?
--- an inner join, the second bound in ON
SELECT c.name, a.title FROM campaigns c INNER JOIN ads a ON a.campaign_id = c.id AND a.company_id = ? WHERE c.company_id = ?
--- an inner join, both bound in ON
SELECT c.name FROM campaigns c JOIN ads a ON a.campaign_id = c.id AND a.company_id = ? AND c.company_id = ?
--- an inner join, the second bound through the first
SELECT c.name, a.title FROM campaigns c JOIN ads a ON a.campaign_id = c.id AND a.company_id = c.company_id WHERE c.company_id = ?
--- an inner join, the first bound through the second
SELECT c.name FROM campaigns c JOIN ads a ON c.company_id = a.company_id AND a.campaign_id = c.id WHERE a.company_id = ?
--- the chain in WHERE
SELECT 1 FROM campaigns c, ads a WHERE a.campaign_id = c.id AND a.company_id = c.company_id AND c.company_id = ?
--- a left join, the right side bound in ON
SELECT c.name, a.title FROM campaigns c LEFT JOIN ads a ON a.campaign_id = c.id AND a.company_id = ? WHERE c.company_id = ?
--- a left join, the right side bound through the left
SELECT c.name, a.title FROM campaigns c LEFT OUTER JOIN ads a ON a.campaign_id = c.id AND a.company_id = c.company_id WHERE c.company_id = ?
--- a left join, the right side bound in WHERE
SELECT c.name, a.title FROM campaigns c LEFT JOIN ads a ON a.campaign_id = c.id WHERE c.company_id = ? AND a.company_id = ?
--- two left joins
SELECT c.id FROM campaigns c LEFT JOIN ads a ON a.campaign_id = c.id AND a.company_id = ? LEFT JOIN templates t ON t.title = a.title AND t.company_id = ? WHERE c.company_id = ?
--- a right join, the left side bound in ON
SELECT a.title FROM campaigns c RIGHT JOIN ads a ON a.campaign_id = c.id AND c.company_id = ? WHERE a.company_id = ?
--- a shared table
SELECT country FROM geo WHERE id = ?
--- a shared table without a condition
SELECT id, country FROM geo ORDER BY country
--- a shared table joined
SELECT a.title, g.country FROM ads a JOIN geo g ON g.id = a.id WHERE a.company_id = ?
--- a cross join with a shared table
SELECT a.title, g.country FROM ads a CROSS JOIN geo g WHERE a.company_id = ?
--- the table of tenants by its key
SELECT name FROM companies WHERE id = ?
--- the table of tenants joined through the tenant column
SELECT c.name, k.name FROM campaigns c JOIN companies k ON k.id = c.company_id WHERE c.company_id = ?
--- a child joined with its parent
SELECT n.body FROM notes n JOIN campaigns c ON c.id = n.campaign_id WHERE c.company_id = ?
--- a child left-joined to its parent
SELECT c.name, n.body FROM campaigns c LEFT JOIN notes n ON n.campaign_id = c.id WHERE c.company_id = ?
--- a child under EXISTS
SELECT body FROM notes WHERE EXISTS (SELECT 1 FROM campaigns WHERE campaigns.id = notes.campaign_id AND campaigns.company_id = ?)
--- a child under EXISTS, names not qualified where they are clear
SELECT body FROM notes n WHERE n.id = ? AND EXISTS (SELECT 1 FROM campaigns c WHERE c.id = n.campaign_id AND company_id = ?)
--- a child under IN
SELECT body FROM notes WHERE campaign_id IN (SELECT id FROM campaigns WHERE company_id = ?)
--- a child by its parent's key looked up
SELECT body FROM notes WHERE campaign_id = (SELECT id FROM campaigns WHERE company_id = ? AND name = ?)
--- a child of a child
SELECT r.body FROM replies r JOIN notes n ON n.id = r.note_id JOIN campaigns c ON c.id = n.campaign_id WHERE c.company_id = ?
--- a child of a child under EXISTS
SELECT body FROM replies WHERE EXISTS (SELECT 1 FROM notes WHERE notes.id = replies.note_id AND EXISTS (SELECT 1 FROM campaigns WHERE campaigns.id = notes.campaign_id AND campaigns.company_id = ?))
--- a child of a child under IN
SELECT body FROM replies WHERE note_id IN (SELECT n.id FROM notes n JOIN campaigns c ON c.id = n.campaign_id WHERE c.company_id = ?)
--- rows without a tenant, readable
SELECT title FROM templates WHERE (company_id = ? OR company_id IS NULL)
--- rows without a tenant, the other way round
SELECT title FROM templates t WHERE t.title LIKE 'a%' AND (t.company_id IS NULL OR t.company_id = ?)
--- rows without a tenant, not wanted
SELECT title FROM templates WHERE company_id = ?
--- a scalar subquery, bound
SELECT c.name, (SELECT COUNT(*) FROM ads a WHERE a.campaign_id = c.id AND a.company_id = ?) FROM campaigns c WHERE c.company_id = ?
--- a scalar subquery, bound through the row around it
SELECT c.name, (SELECT COUNT(*) FROM ads a WHERE a.campaign_id = c.id AND a.company_id = c.company_id) AS n FROM campaigns c WHERE c.company_id = ?
--- EXISTS, correlated
SELECT c.name FROM campaigns c WHERE c.company_id = ? AND EXISTS (SELECT 1 FROM ads a WHERE a.company_id = c.company_id AND a.campaign_id = c.id)
--- NOT EXISTS, bound inside
SELECT c.name FROM campaigns c WHERE c.company_id = ? AND NOT EXISTS (SELECT 1 FROM ads a WHERE a.campaign_id = c.id AND a.company_id = ?)
--- IN, bound inside
SELECT name FROM campaigns WHERE company_id = ? AND id IN (SELECT campaign_id FROM ads WHERE company_id = ? AND cost > ?)
--- NOT IN, bound inside
SELECT name FROM campaigns WHERE company_id = ? AND id NOT IN (SELECT campaign_id FROM ads WHERE company_id = ?)
--- an ordered subquery in ORDER BY
SELECT c.name FROM campaigns c WHERE c.company_id = ? ORDER BY (SELECT MAX(a.cost) FROM ads a WHERE a.company_id = c.company_id AND a.campaign_id = c.id)
--- a comparison with an aggregate of the tenant's
SELECT name FROM campaigns WHERE company_id = ? AND budget > (SELECT AVG(budget) FROM campaigns WHERE company_id = ?)
--- a derived table, bound inside
SELECT t.state, t.n FROM (SELECT state, COUNT(*) AS n FROM campaigns WHERE company_id = ? GROUP BY state) t WHERE t.n > 1
--- a derived table joined
SELECT c.name, t.total FROM campaigns c JOIN (SELECT campaign_id, SUM(cost) AS total FROM ads WHERE company_id = ? GROUP BY campaign_id) t ON t.campaign_id = c.id WHERE c.company_id = ?
--- a table bound through a derived table's tenant column
SELECT a.title FROM ads a JOIN (SELECT id, company_id FROM campaigns WHERE company_id = ?) c ON c.id = a.campaign_id AND c.company_id = a.company_id
--- a child under a derived table
SELECT n.body FROM notes n JOIN (SELECT id FROM campaigns WHERE company_id = ? AND state = 'live') c ON c.id = n.campaign_id
--- the count of a page
SELECT COUNT(*) FROM (SELECT id FROM campaigns WHERE company_id = ?) AS counted
--- a common table expression
WITH live AS (SELECT id, name FROM campaigns WHERE company_id = ? AND state = 'live') SELECT * FROM live
--- two of them, the second from the first
WITH live AS (SELECT id, company_id FROM campaigns WHERE company_id = ?), costly AS (SELECT a.id, a.cost FROM ads a JOIN live l ON l.id = a.campaign_id AND l.company_id = a.company_id) SELECT SUM(cost) FROM costly
--- a child under a common table expression
WITH mine AS (SELECT id FROM campaigns WHERE company_id = ?) SELECT body FROM notes WHERE campaign_id IN (SELECT id FROM mine)
--- named columns
WITH mine (k) AS (SELECT id FROM campaigns WHERE company_id = ?) SELECT n.body FROM mine m JOIN notes n ON n.campaign_id = m.k
--- the tenant as a common table expression
WITH t AS (SELECT ? AS id) SELECT c.name FROM campaigns c JOIN t ON c.company_id = t.id
--- recursive, bound in both parts
WITH RECURSIVE chain AS (SELECT id, campaign_id FROM ads WHERE company_id = ? AND id = ? UNION ALL SELECT a.id, a.campaign_id FROM ads a JOIN chain ON a.id = chain.campaign_id WHERE a.company_id = ?) SELECT * FROM chain
--- recursive, the step bound through itself
WITH RECURSIVE chain AS (SELECT id, campaign_id, company_id FROM ads WHERE company_id = ? UNION ALL SELECT a.id, a.campaign_id, a.company_id FROM ads a JOIN chain c ON a.id = c.campaign_id AND a.company_id = c.company_id) SELECT id FROM chain
--- recursive numbers
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10) SELECT i FROM n
--- a union, both bound
SELECT name FROM campaigns WHERE company_id = ? UNION SELECT title FROM ads WHERE company_id = ?
--- union all with order
SELECT name FROM campaigns WHERE company_id = ? UNION ALL SELECT title FROM ads WHERE company_id = ? ORDER BY 1 LIMIT 5
--- except and intersect
SELECT id FROM campaigns WHERE company_id = ? EXCEPT SELECT campaign_id FROM ads WHERE company_id = ?
--- intersect
SELECT id FROM campaigns WHERE company_id = ? INTERSECT SELECT campaign_id FROM ads WHERE company_id = ?
--- a window
SELECT name, ROW_NUMBER() OVER (PARTITION BY state ORDER BY budget DESC) AS place FROM campaigns WHERE company_id = ?
--- a window with a frame
SELECT id, SUM(cost) OVER (ORDER BY id ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) FROM ads WHERE company_id = ?
--- a self-join, both bound
SELECT a.id, b.id FROM ads a JOIN ads b ON a.title = b.title AND a.id < b.id WHERE a.company_id = ? AND b.company_id = ?
--- USING, both bound
SELECT c.name FROM campaigns c JOIN companies k ON k.id = c.company_id JOIN ads a USING (company_id) WHERE c.company_id = ? AND k.id = ?
--- tuples
SELECT title FROM ads WHERE (company_id, id) = (?, ?)
--- a literal beside the bind
SELECT id FROM campaigns WHERE company_id = ? AND state = 'it''s -- live' AND name <> '/* x */'
--- a comment
SELECT id /* the key */ FROM campaigns WHERE company_id = ?
--- a comment to the end of the line
SELECT id -- the key
FROM campaigns
WHERE company_id = ? -- the tenant
--- a semicolon at the end
SELECT id FROM campaigns WHERE company_id = ?;
--- no table
SELECT 1
--- a function of the row
SELECT LOWER(name), LENGTH(name), CURRENT_TIMESTAMP FROM campaigns WHERE company_id = ?
--- an insert
INSERT INTO campaigns (company_id, name, state) VALUES (?, ?, ?)
--- an insert, the tenant elsewhere in the list
INSERT INTO campaigns (name, company_id) VALUES ('x', ?)
--- an insert of several rows
INSERT INTO ads (company_id, id, title) VALUES (?, ?, ?), (?, ?, ?)
--- an insert under a parent, looked up
INSERT INTO notes (campaign_id, body) VALUES ((SELECT id FROM campaigns WHERE id = ? AND company_id = ?), ?)
--- an insert from the tenant's rows
INSERT INTO campaigns (company_id, name) SELECT ?, title FROM ads WHERE company_id = ?
--- an insert that copies the tenant column from a bound row
INSERT INTO campaigns (name, company_id) SELECT title, company_id FROM ads WHERE company_id = ?
--- an insert of children from bound parents
INSERT INTO notes (campaign_id, body) SELECT id, 'new' FROM campaigns WHERE company_id = ?
--- an insert of a tenant
INSERT INTO companies (id, name) VALUES (?, ?)
--- an update
UPDATE campaigns SET name = ?, budget = budget + 1 WHERE id = ? AND company_id = ?
--- an update of all the tenant's
UPDATE campaigns SET state = 'paused' WHERE company_id = ?
--- an update with a subquery
UPDATE campaigns SET budget = (SELECT SUM(cost) FROM ads WHERE ads.company_id = campaigns.company_id AND ads.campaign_id = campaigns.id) WHERE company_id = ?
--- an update of children
UPDATE notes SET body = ? WHERE id = ? AND campaign_id IN (SELECT id FROM campaigns WHERE company_id = ?)
--- an update of children under EXISTS
UPDATE notes SET body = ? WHERE EXISTS (SELECT 1 FROM campaigns WHERE campaigns.id = notes.campaign_id AND campaigns.company_id = ?)
--- an update where rows without a tenant are readable
UPDATE templates SET title = ? WHERE company_id = ?
--- the same under both conditions
UPDATE templates SET title = ? WHERE (company_id = ? OR company_id IS NULL) AND company_id = ?
--- a delete
DELETE FROM campaigns WHERE company_id = ? AND id = ?
--- a delete with a subquery
DELETE FROM ads WHERE company_id = ? AND campaign_id IN (SELECT id FROM campaigns WHERE company_id = ? AND state = 'old')
--- a delete of children
DELETE FROM notes WHERE EXISTS (SELECT 1 FROM campaigns WHERE campaigns.id = notes.campaign_id AND campaigns.company_id = ?)
--- an exempt table
DELETE FROM jobs WHERE id = ?
--- a transaction begins
BEGIN
--- a transaction ends
COMMIT
--- a transaction is undone
ROLLBACK
--- a savepoint
SAVEPOINT diesel_savepoint_1
--- a savepoint is given up
RELEASE SAVEPOINT diesel_savepoint_1
--- a savepoint is gone back to
ROLLBACK TO SAVEPOINT diesel_savepoint_1
--- many children of one parent
SELECT c.id, COUNT(n.id), COUNT(a.id) FROM campaigns c LEFT JOIN notes n ON n.campaign_id = c.id LEFT JOIN ads a ON a.campaign_id = c.id AND a.company_id = c.company_id WHERE c.company_id = ? GROUP BY c.id
--- a nested join
SELECT c.id FROM campaigns c LEFT JOIN (ads a JOIN geo g ON g.id = a.id) ON a.campaign_id = c.id AND a.company_id = ? WHERE c.company_id = ?
--- a child bound by the same key as a bound table's
SELECT n.body FROM ads a JOIN campaigns c ON c.id = a.campaign_id JOIN notes n ON n.campaign_id = a.campaign_id WHERE a.company_id = ? AND c.company_id = ?
--- a table expression hides a table of the same name
WITH ads AS (SELECT id, title FROM campaigns c JOIN (SELECT 'x' AS title) t ON 1 = 1 WHERE c.company_id = ?) SELECT title FROM ads
--- children copied to the same parent
INSERT INTO notes (campaign_id, body) SELECT n.campaign_id, n.body FROM notes n JOIN campaigns c ON c.id = n.campaign_id WHERE c.company_id = ?
--- children joined through their common parent's key
SELECT a.body, b.body FROM notes a JOIN notes b ON b.campaign_id = a.campaign_id JOIN campaigns c ON c.id = a.campaign_id WHERE c.company_id = ?
--- a page by the key
SELECT id, name FROM campaigns WHERE company_id = ? AND id > ? ORDER BY id LIMIT 50
--- top of each by a join with itself
SELECT a.id, a.title, COUNT(b.id) FROM ads a LEFT JOIN ads b ON b.company_id = a.company_id AND b.campaign_id = a.campaign_id AND b.cost > a.cost WHERE a.company_id = ? GROUP BY a.id, a.title HAVING COUNT(b.id) < 3
--- a pivot by CASE
SELECT SUM(CASE WHEN state = 'live' THEN budget ELSE 0 END) AS live, SUM(CASE WHEN state = 'draft' THEN budget ELSE 0 END) AS draft FROM campaigns WHERE company_id = ?
--- nested functions
SELECT UPPER(TRIM(COALESCE(name, 'none'))) AS n FROM campaigns WHERE company_id = ? ORDER BY n
--- four levels
SELECT x.n FROM (SELECT COUNT(*) AS n FROM (SELECT DISTINCT campaign_id FROM ads WHERE company_id = ? AND campaign_id IN (SELECT id FROM campaigns WHERE company_id = ?)) d) x
--- exists in the list
SELECT c.id, EXISTS (SELECT 1 FROM ads a WHERE a.campaign_id = c.id AND a.company_id = ?) AS has_ads FROM campaigns c WHERE c.company_id = ?
--- lag
SELECT id, cost - LAG(cost) OVER (PARTITION BY campaign_id ORDER BY id) AS change FROM ads WHERE company_id = ?
--- running total in a derived table
SELECT * FROM (SELECT id, cost, SUM(cost) OVER (ORDER BY id) AS total FROM ads WHERE company_id = ?) t WHERE t.total < ?
--- three table expressions
WITH a AS (SELECT campaign_id, SUM(cost) AS spent FROM ads WHERE company_id = ? GROUP BY campaign_id), c AS (SELECT id, name, budget FROM campaigns WHERE company_id = ?), j AS (SELECT c.name, c.budget - a.spent AS rest FROM c LEFT JOIN a ON a.campaign_id = c.id) SELECT name, rest FROM j WHERE rest < 0 ORDER BY rest
--- an update by a computed value
UPDATE campaigns SET budget = CASE WHEN budget IS NULL THEN ? ELSE budget * 2 END, state = LOWER(state) WHERE company_id = ? AND id IN (?, ?, ?)
--- a delete of what is old
DELETE FROM ads WHERE company_id = ? AND NOT EXISTS (SELECT 1 FROM campaigns WHERE campaigns.id = ads.campaign_id AND campaigns.company_id = ads.company_id)
--- an insert if it is not there
INSERT INTO campaigns (company_id, name) SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM campaigns WHERE company_id = ? AND name = ?)
--- an insert of many with literals
INSERT INTO ads (company_id, id, title, cost) VALUES (?, 1, 'a', 0), (?, 2, 'b', NULL), (?, 3, 'c', -5)
--- arithmetic with signs
SELECT -cost + 2 * (cost - 1) FROM ads WHERE company_id = ? AND cost > -1
--- names that look like keywords
SELECT c.state AS "order" FROM campaigns c WHERE c.company_id = ?
--- an IN list of literals
SELECT id FROM campaigns WHERE company_id = ? AND state IN ('live', 'draft', 'it''s')
--- inequality spelled both ways
SELECT id FROM campaigns WHERE company_id = ? AND state <> 'x' AND name != 'y'
--- IS NOT NULL and OR in parentheses
SELECT id FROM campaigns WHERE (state = 'a' OR (budget IS NOT NULL AND budget > 3)) AND company_id = ?
--- the tenant joined last
SELECT a.title FROM geo g JOIN ads a ON a.id = g.id JOIN companies k ON k.id = a.company_id WHERE k.id = ?
--- everything through the tenant's row
SELECT k.name, c.name, n.body FROM companies k JOIN campaigns c ON c.company_id = k.id LEFT JOIN notes n ON n.campaign_id = c.id WHERE k.id = ?
--- a star of one table
SELECT c.*, a.title FROM campaigns c JOIN ads a ON a.campaign_id = c.id AND a.company_id = c.company_id WHERE c.company_id = ?
--- a star through a table expression
WITH c AS (SELECT * FROM campaigns WHERE company_id = ?) SELECT a.* FROM ads a JOIN c ON c.id = a.campaign_id AND c.company_id = a.company_id
--- children counted by a subquery
SELECT c.id, (SELECT COUNT(*) FROM notes n WHERE n.campaign_id = c.id) AS notes FROM campaigns c WHERE c.company_id = ?
--- EXISTS of children
SELECT c.id FROM campaigns c WHERE c.company_id = ? AND EXISTS (SELECT 1 FROM notes n WHERE n.campaign_id = c.id AND n.body LIKE ?)
--- children that are not there
SELECT c.id FROM campaigns c LEFT JOIN notes n ON n.campaign_id = c.id WHERE c.company_id = ? AND n.id IS NULL
--- union of three in a derived table
SELECT kind, COUNT(*) FROM (SELECT 'c' AS kind FROM campaigns WHERE company_id = ? UNION ALL SELECT 'a' FROM ads WHERE company_id = ? UNION ALL SELECT 't' FROM templates WHERE company_id = ?) u GROUP BY kind
--- the newest of each
SELECT a.id FROM ads a WHERE a.company_id = ? AND a.id = (SELECT MAX(b.id) FROM ads b WHERE b.company_id = a.company_id AND b.campaign_id = a.campaign_id)
--- a query in parentheses
(SELECT id FROM campaigns WHERE company_id = ?) UNION (SELECT id FROM ads WHERE company_id = ?)
--- bound outside of a derived table
SELECT p.id FROM (SELECT * FROM campaigns) p WHERE p.company_id = ?
--- what stands below everybody's template is read
SELECT l.text FROM lines l JOIN templates t ON t.id = l.template_id WHERE (t.company_id = ? OR t.company_id IS NULL)
--- what stands below the tenant's own template is changed
UPDATE lines SET text = ? WHERE template_id IN (SELECT id FROM templates WHERE company_id = ?)
--- a copy of a template
INSERT INTO templates (company_id, title) SELECT company_id, title FROM templates WHERE company_id = ? AND id = ?
--- a template of a name
INSERT INTO templates (company_id, title) SELECT ?, c.name FROM geo g LEFT JOIN campaigns c ON c.company_id = ? AND c.id = g.id
--- templates
INSERT INTO templates (company_id, title) VALUES (?, ?), (?, ?)
--- the three largest of each kind
SELECT t.id FROM (SELECT id, state, ROW_NUMBER() OVER (PARTITION BY state ORDER BY budget DESC) AS rn FROM campaigns WHERE company_id = ?) t WHERE t.rn <= 3
--- sums, and their order
WITH totals AS (SELECT campaign_id, SUM(cost) AS cost FROM ads WHERE company_id = ? GROUP BY campaign_id), ranked AS (SELECT campaign_id, cost, RANK() OVER (ORDER BY cost DESC) AS r FROM totals) SELECT campaign_id, cost FROM ranked WHERE r <= 10
--- pairs of a tenant's
SELECT a.id, b.id FROM ads a JOIN ads b ON a.campaign_id = b.campaign_id AND a.id < b.id AND a.company_id = b.company_id WHERE a.company_id = ?
--- above the average
SELECT c.id FROM campaigns c WHERE c.company_id = ? AND c.budget > (SELECT AVG(d.budget) FROM campaigns d WHERE d.company_id = c.company_id)
--- counted by case
SELECT SUM(CASE WHEN state = 'done' OR state = 'off' THEN 1 ELSE 0 END), name FROM campaigns WHERE company_id = ? GROUP BY name
