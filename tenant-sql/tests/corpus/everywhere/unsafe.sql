--- no condition
SELECT * FROM campaigns
--- another condition only
SELECT * FROM campaigns WHERE id = ?
--- OR
SELECT * FROM campaigns WHERE company_id = ? OR state = ?
--- OR by precedence
SELECT * FROM campaigns WHERE state = ? OR company_id = ? AND budget > 1
--- OR after AND
SELECT * FROM campaigns WHERE company_id = ? AND state = ? OR id = ?
--- OR with truth
SELECT * FROM campaigns WHERE (company_id = ? OR 1 = 1)
--- two tenants by OR
SELECT * FROM campaigns WHERE company_id = ? OR company_id = ?
--- two tenants by IN
SELECT * FROM campaigns WHERE company_id IN (?, ?)
--- NOT
SELECT * FROM campaigns WHERE NOT company_id = ?
--- NOT around parentheses
SELECT * FROM campaigns WHERE NOT (company_id = ?)
--- the others
SELECT * FROM campaigns WHERE company_id <> ?
--- NOT IN
SELECT * FROM campaigns WHERE company_id NOT IN (?)
--- greater
SELECT * FROM campaigns WHERE company_id >= ?
--- a range
SELECT * FROM campaigns WHERE company_id BETWEEN ? AND ?
--- the tail of a BETWEEN
SELECT * FROM campaigns WHERE budget BETWEEN 1 AND company_id = ?
--- compared with itself
SELECT * FROM campaigns WHERE company_id = company_id
--- a literal
SELECT * FROM campaigns WHERE company_id = 1
--- a literal string
SELECT * FROM campaigns WHERE company_id = '1'
--- not null
SELECT * FROM campaigns WHERE company_id IS NOT NULL
--- null is not readable here
SELECT * FROM campaigns WHERE (company_id = ? OR company_id IS NULL)
--- a column of another name
SELECT * FROM campaigns WHERE id = ? AND name = ?
--- bound in the list only
SELECT company_id = ? FROM campaigns
--- bound in HAVING
SELECT company_id, COUNT(*) FROM campaigns GROUP BY company_id HAVING company_id = ?
--- bound in CASE
SELECT * FROM campaigns WHERE CASE WHEN company_id = ? THEN 1 ELSE 1 END = 1
--- bound inside of COALESCE
SELECT * FROM campaigns WHERE COALESCE(company_id = ?, 1 = 1)
--- compared with the result
SELECT * FROM campaigns WHERE (company_id = ?) = (1 = 0)
--- the result is compared
SELECT * FROM campaigns WHERE (company_id = ?) IS NOT NULL
--- is false
SELECT * FROM campaigns WHERE (company_id = ?) IS FALSE
--- a function of the column
SELECT * FROM campaigns WHERE ABS(company_id) = ?
--- arithmetic on the column
SELECT * FROM campaigns WHERE company_id * 0 = ?
--- arithmetic on the bind
SELECT * FROM campaigns WHERE company_id = ? + 1
--- the predicate in a string
SELECT * FROM campaigns WHERE name = 'company_id = ?'
--- the predicate in a comment
SELECT * FROM campaigns /* WHERE company_id = ? */
--- the predicate in a comment at the end
SELECT * FROM campaigns -- WHERE company_id = ?
--- the word in the list
SELECT COUNT(*) AS company_id FROM campaigns
--- a join, the second not bound
SELECT c.name, a.title FROM campaigns c JOIN ads a ON a.campaign_id = c.id WHERE c.company_id = ?
--- a join, the first not bound
SELECT c.name, a.title FROM campaigns c JOIN ads a ON a.campaign_id = c.id WHERE a.company_id = ?
--- a comma join, one not bound
SELECT c.name, a.title FROM campaigns c, ads a WHERE a.campaign_id = c.id AND c.company_id = ?
--- bound to each other only
SELECT c.name FROM campaigns c JOIN ads a ON a.company_id = c.company_id
--- a left join, the left bound in ON only
SELECT c.name FROM campaigns c LEFT JOIN ads a ON a.campaign_id = c.id AND c.company_id = ? AND a.company_id = ?
--- a left join, the left bound through ON only
SELECT c.name FROM campaigns c LEFT JOIN ads a ON a.company_id = c.company_id AND a.company_id = ?
--- a left join, the right not bound
SELECT c.name, a.title FROM campaigns c LEFT JOIN ads a ON a.campaign_id = c.id WHERE c.company_id = ?
--- a right join, the right bound in ON only
SELECT a.title FROM campaigns c RIGHT JOIN ads a ON a.campaign_id = c.id AND a.company_id = ? AND c.company_id = ?
--- a left join, the right bound under OR NULL
SELECT c.name, a.title FROM campaigns c LEFT JOIN ads a ON a.campaign_id = c.id WHERE c.company_id = ? AND (a.company_id = ? OR a.id > 0)
--- the wrong alias
SELECT a.id FROM ads a, ads b WHERE b.company_id = ? AND b.company_id = ?
--- the wrong table
SELECT c.name, a.title FROM campaigns c JOIN ads a ON a.campaign_id = c.id WHERE c.company_id = ? AND c.company_id = ?
--- a self-join, one bound
SELECT a.id, b.title FROM ads a JOIN ads b ON a.title = b.title WHERE a.company_id = ?
--- a cross join
SELECT a.title FROM geo g CROSS JOIN ads a WHERE g.id = ?
--- NATURAL says nothing
SELECT c.name FROM campaigns c NATURAL JOIN ads WHERE c.company_id = ?
--- USING of another column
SELECT c.name FROM campaigns c JOIN ads a USING (id) WHERE c.company_id = ?
--- a scalar subquery, not bound
SELECT c.name, (SELECT COUNT(*) FROM ads a WHERE a.campaign_id = c.id) FROM campaigns c WHERE c.company_id = ?
--- a scalar subquery on a shared table
SELECT country, (SELECT MAX(name) FROM campaigns) FROM geo
--- EXISTS, not bound
SELECT c.name FROM campaigns c WHERE c.company_id = ? AND EXISTS (SELECT 1 FROM ads a WHERE a.campaign_id = c.id)
--- NOT EXISTS, not bound
SELECT c.name FROM campaigns c WHERE c.company_id = ? AND NOT EXISTS (SELECT 1 FROM ads a WHERE a.campaign_id = c.id)
--- IN, not bound
SELECT name FROM campaigns WHERE company_id = ? AND id IN (SELECT campaign_id FROM ads)
--- a subquery that binds the row around it only
SELECT c.name FROM campaigns c WHERE c.company_id = ? AND EXISTS (SELECT 1 FROM ads a WHERE c.company_id = ?)
--- correlated with a row that is not bound
SELECT c.name FROM campaigns c WHERE EXISTS (SELECT 1 FROM ads a WHERE a.company_id = c.company_id)
--- a subquery in ORDER BY
SELECT name FROM campaigns WHERE company_id = ? ORDER BY (SELECT MAX(cost) FROM ads)
--- a subquery in HAVING
SELECT state FROM campaigns WHERE company_id = ? GROUP BY state HAVING COUNT(*) > (SELECT COUNT(*) FROM ads)
--- a subquery in LIMIT
SELECT name FROM campaigns WHERE company_id = ? LIMIT (SELECT COUNT(*) FROM ads)
--- a subquery in a function
SELECT COALESCE((SELECT MAX(cost) FROM ads), 0) FROM geo
--- a subquery in CASE
SELECT CASE WHEN EXISTS (SELECT 1 FROM ads WHERE cost > ?) THEN 1 ELSE 0 END
--- a subquery in a window
SELECT SUM(budget) OVER (ORDER BY (SELECT MAX(cost) FROM ads)) FROM campaigns WHERE company_id = ?
--- a subquery in GROUP BY
SELECT COUNT(*) FROM campaigns WHERE company_id = ? GROUP BY (SELECT MAX(cost) FROM ads)
--- a subquery in ON
SELECT c.id FROM campaigns c JOIN geo g ON g.id = (SELECT MAX(id) FROM ads) WHERE c.company_id = ?
--- a derived table, not bound
SELECT t.n FROM (SELECT COUNT(*) AS n FROM campaigns) t
--- a derived table, a column of its own bound outside
SELECT t.id FROM (SELECT id, 1 AS company_id FROM campaigns) t WHERE t.company_id = ?
--- a derived table under a derived table
SELECT * FROM (SELECT * FROM (SELECT * FROM ads) a) b
--- a derived table's column that only has the name
SELECT a.title FROM ads a JOIN (SELECT id AS company_id FROM geo) g ON g.company_id = a.company_id
--- a derived table's column that is the bound row's id
SELECT a.title FROM ads a JOIN (SELECT id AS company_id FROM campaigns WHERE company_id = ?) c ON c.company_id = a.company_id
--- a common table expression, not bound
WITH all_ads AS (SELECT * FROM ads) SELECT * FROM all_ads
--- one of two not bound
WITH a AS (SELECT id FROM ads WHERE company_id = ?), b AS (SELECT id FROM ads) SELECT * FROM a, b
--- one that is not used
WITH a AS (SELECT title FROM ads) SELECT 1
--- hides a table that is read unbound inside
WITH ads AS (SELECT * FROM ads) SELECT * FROM ads WHERE company_id = ?
--- recursive, the step not bound
WITH RECURSIVE chain AS (SELECT id, campaign_id FROM ads WHERE company_id = ? UNION ALL SELECT a.id, a.campaign_id FROM ads a JOIN chain c ON a.id = c.campaign_id) SELECT * FROM chain
--- recursive, the start not bound
WITH RECURSIVE chain AS (SELECT id, company_id FROM ads UNION ALL SELECT a.id, a.company_id FROM ads a JOIN chain c ON a.company_id = c.company_id) SELECT * FROM chain
--- recursive, the step gives another column for the tenant
WITH RECURSIVE chain AS (SELECT id, company_id FROM ads WHERE company_id = ? UNION ALL SELECT a.company_id, a.id FROM ads a JOIN chain c ON a.company_id = c.company_id) SELECT * FROM chain
--- a union, the second not bound
SELECT name FROM campaigns WHERE company_id = ? UNION SELECT title FROM ads
--- a union, the first not bound
SELECT name FROM campaigns UNION ALL SELECT title FROM ads WHERE company_id = ?
--- except, the second not bound
SELECT id FROM campaigns WHERE company_id = ? EXCEPT SELECT campaign_id FROM ads
--- two tenants by UNION
SELECT name FROM campaigns WHERE company_id IN (SELECT ? UNION SELECT ?)
--- the table of tenants
SELECT * FROM companies
--- the table of tenants by name
SELECT id FROM companies WHERE name = ?
--- a child by its own id
SELECT body FROM notes WHERE id = ?
--- a child by a bound foreign key
SELECT body FROM notes WHERE campaign_id = ?
--- a child joined to an unbound parent
SELECT n.body FROM notes n JOIN campaigns c ON c.id = n.campaign_id WHERE n.id = ?
--- a child joined to its parent by another column
SELECT n.body FROM notes n JOIN campaigns c ON c.id = n.id WHERE c.company_id = ?
--- a child joined by the parent's other column
SELECT n.body FROM notes n JOIN campaigns c ON c.budget = n.campaign_id WHERE c.company_id = ?
--- a child under another table's id
SELECT n.body FROM notes n JOIN ads a ON a.id = n.campaign_id WHERE a.company_id = ?
--- a child under EXISTS without the key
SELECT body FROM notes WHERE EXISTS (SELECT 1 FROM campaigns WHERE campaigns.company_id = ?)
--- a child under EXISTS of an unbound parent
SELECT body FROM notes WHERE EXISTS (SELECT 1 FROM campaigns WHERE campaigns.id = notes.campaign_id)
--- a child under NOT EXISTS
SELECT body FROM notes WHERE NOT EXISTS (SELECT 1 FROM campaigns WHERE campaigns.id = notes.campaign_id AND campaigns.company_id = ?)
--- a child under EXISTS of an aggregate, which always has a row
SELECT body FROM notes WHERE EXISTS (SELECT COUNT(*) FROM campaigns WHERE campaigns.id = notes.campaign_id AND campaigns.company_id = ?)
--- a child under EXISTS of an aggregate in ORDER BY
SELECT body FROM notes WHERE EXISTS (SELECT 1 FROM campaigns WHERE campaigns.id = notes.campaign_id AND campaigns.company_id = ? ORDER BY COUNT(*))
--- a child under EXISTS of an aggregate in HAVING
SELECT body FROM notes WHERE EXISTS (SELECT 1 FROM campaigns WHERE campaigns.id = notes.campaign_id AND campaigns.company_id = ? HAVING 1 = 1)
--- a child under EXISTS, the condition in a left join's ON
SELECT body FROM notes WHERE EXISTS (SELECT 1 FROM geo LEFT JOIN campaigns ON campaigns.id = notes.campaign_id AND campaigns.company_id = ?)
--- a child under EXISTS of a union
SELECT body FROM notes WHERE EXISTS (SELECT 1 FROM campaigns WHERE campaigns.id = notes.campaign_id AND campaigns.company_id = ? UNION SELECT 2)
--- a child under EXISTS and OR
SELECT body FROM notes WHERE id = ? OR EXISTS (SELECT 1 FROM campaigns WHERE campaigns.id = notes.campaign_id AND campaigns.company_id = ?)
--- a child under NOT IN
SELECT body FROM notes WHERE campaign_id NOT IN (SELECT id FROM campaigns WHERE company_id = ?)
--- a child under IN of another column
SELECT body FROM notes WHERE campaign_id IN (SELECT company_id FROM campaigns WHERE company_id = ?)
--- a child left-joined, on the left
SELECT n.body FROM notes n LEFT JOIN campaigns c ON c.id = n.campaign_id AND c.company_id = ?
--- a child of a child, the chain cut
SELECT r.body FROM replies r JOIN notes n ON n.id = r.note_id WHERE r.id = ?
--- a child of a child, tied to the wrong ancestor
SELECT r.body FROM replies r JOIN campaigns c ON c.id = r.note_id WHERE c.company_id = ?
--- a table that nobody declared
SELECT * FROM secrets WHERE company_id = ?
--- a table that nobody declared, in a subquery
SELECT id FROM campaigns WHERE company_id = ? AND id IN (SELECT id FROM secrets)
--- a table of another schema
SELECT * FROM other.campaigns WHERE company_id = ?
--- an insert without the tenant
INSERT INTO campaigns (name, state) VALUES (?, ?)
--- an insert without columns
INSERT INTO campaigns VALUES (?, ?, ?, ?, ?)
--- an insert with a literal tenant
INSERT INTO campaigns (company_id, name) VALUES (2, ?)
--- an insert, one row with a literal
INSERT INTO campaigns (company_id, name) VALUES (?, ?), (2, ?)
--- an insert with an expression
INSERT INTO campaigns (company_id, name) VALUES (? + 1, ?)
--- an insert with an unbound subquery for the tenant
INSERT INTO campaigns (company_id, name) VALUES ((SELECT MAX(company_id) FROM ads), ?)
--- an insert from unbound rows
INSERT INTO campaigns (company_id, name) SELECT ?, title FROM ads
--- an insert that copies the tenant column of unbound rows
INSERT INTO campaigns (company_id, name) SELECT company_id, title FROM ads
--- an insert whose tenant is another column
INSERT INTO campaigns (company_id, name) SELECT id, title FROM ads WHERE company_id = ?
--- an insert of everybody's columns
INSERT INTO campaigns (company_id, name) SELECT * FROM geo
--- an insert under any parent
INSERT INTO notes (campaign_id, body) VALUES (?, ?)
--- an insert under an unbound parent
INSERT INTO notes (campaign_id, body) VALUES ((SELECT id FROM campaigns WHERE id = ?), ?)
--- an insert under a parent of another column
INSERT INTO notes (campaign_id, body) VALUES ((SELECT budget FROM campaigns WHERE id = ? AND company_id = ?), ?)
--- an insert under no parent
INSERT INTO notes (body) VALUES (?)
--- an insert of children from unbound parents
INSERT INTO notes (campaign_id, body) SELECT id, 'x' FROM campaigns
--- an insert of a reading subquery
INSERT INTO campaigns (company_id, name) VALUES (?, (SELECT MAX(title) FROM ads))
--- an insert into a shared table
INSERT INTO geo (id, country) VALUES (?, ?)
--- an insert without a tenant where NULL is everybody's
INSERT INTO templates (title) VALUES (?)
--- an insert with NULL for the tenant
INSERT INTO templates (company_id, title) VALUES (NULL, ?)
--- an update of everybody
UPDATE campaigns SET name = ?
--- an update by id
UPDATE campaigns SET name = ? WHERE id = ?
--- an update under OR
UPDATE campaigns SET name = ? WHERE company_id = ? OR id = ?
--- an update of the tenant column
UPDATE campaigns SET company_id = ? WHERE company_id = ?
--- an update of the tenant column among others
UPDATE campaigns SET name = ?, company_id = ? WHERE company_id = ? AND id = ?
--- an update of the tenant column to itself
UPDATE campaigns SET company_id = company_id WHERE company_id = ?
--- an update that reads everybody's rows
UPDATE campaigns SET budget = (SELECT MAX(cost) FROM ads) WHERE company_id = ?
--- an update that moves a child
UPDATE notes SET campaign_id = ? WHERE EXISTS (SELECT 1 FROM campaigns WHERE campaigns.id = notes.campaign_id AND campaigns.company_id = ?)
--- an update of children by id
UPDATE notes SET body = ? WHERE id = ?
--- an update of a shared table
UPDATE geo SET country = ? WHERE id = ?
--- an update of rows without a tenant
UPDATE templates SET title = ? WHERE (company_id = ? OR company_id IS NULL)
--- an update of the key of the tenant itself
UPDATE companies SET id = ? WHERE id = ?
--- a delete of everybody
DELETE FROM campaigns
--- a delete by id
DELETE FROM campaigns WHERE id = ?
--- a delete under a subquery that is bound
DELETE FROM ads WHERE campaign_id IN (SELECT id FROM campaigns WHERE company_id = ?)
--- a delete under an unbound subquery
DELETE FROM ads WHERE company_id = ? AND campaign_id IN (SELECT id FROM campaigns)
--- a delete of children
DELETE FROM notes WHERE campaign_id = ?
--- a delete of a shared table
DELETE FROM geo WHERE id = ?
--- a delete of rows without a tenant
DELETE FROM templates WHERE company_id = ? OR company_id IS NULL
--- several statements
SELECT 1; SELECT * FROM campaigns
--- a statement after a bound one
SELECT * FROM campaigns WHERE company_id = ?; DELETE FROM ads
--- a table is dropped
DROP TABLE campaigns
--- a table is copied
CREATE TABLE copy AS SELECT * FROM campaigns
--- a view is made
CREATE VIEW copy AS SELECT * FROM campaigns WHERE company_id = 1
--- a column is added
ALTER TABLE campaigns ADD COLUMN x INTEGER
--- no SQL
this is no statement
--- half a statement
SELECT * FROM campaigns WHERE company_id =
--- an unknown function
SELECT read_everything('campaigns') FROM geo
--- the alias is another table's name
SELECT campaigns.name FROM ads AS campaigns, campaigns AS x WHERE campaigns.company_id = ?
--- a subquery hides the alias
SELECT c.id FROM campaigns c WHERE EXISTS (SELECT 1 FROM ads c WHERE c.company_id = ?)
--- a list in a bind
SELECT id FROM campaigns WHERE company_id = (SELECT company_id FROM ads)
--- the bound table's other column
SELECT c.id FROM campaigns c JOIN ads a ON c.company_id = a.id WHERE a.company_id = ?
--- the tenant of a row that is everybody's
SELECT id FROM ads a JOIN geo g ON g.id = a.company_id
--- a left-joined row's tenant, NULL for most
SELECT a.id FROM ads a LEFT JOIN campaigns c ON c.company_id = ? AND c.company_id = a.company_id
--- bound at another level
SELECT c.id FROM campaigns c WHERE EXISTS (SELECT 1 WHERE c.company_id = ?) OR c.id = 1
--- a derived table in a join, not bound
SELECT c.id FROM campaigns c JOIN (SELECT campaign_id FROM ads GROUP BY campaign_id) a ON a.campaign_id = c.id WHERE c.company_id = ?
--- three joins, the middle one not bound
SELECT c.id FROM campaigns c JOIN ads a ON a.campaign_id = c.id JOIN notes n ON n.campaign_id = c.id WHERE c.company_id = ?
--- three left joins, bound through an unbound one
SELECT c.id FROM campaigns c LEFT JOIN ads a ON a.campaign_id = c.id LEFT JOIN templates t ON t.company_id = a.company_id WHERE c.company_id = ?
--- a child through a child that is not bound
SELECT r.id FROM replies r LEFT JOIN notes n ON n.id = r.note_id LEFT JOIN campaigns c ON c.id = n.campaign_id AND c.company_id = ?
--- a left join's condition says nothing of the left
SELECT n.id FROM notes n LEFT JOIN campaigns c ON c.id = n.campaign_id WHERE c.company_id = ? OR c.id IS NULL
--- a nested join, bound inside of a left join
SELECT c.id FROM campaigns c LEFT JOIN (ads a JOIN geo g ON g.id = a.id AND a.company_id = ?) ON a.campaign_id = c.id
--- a scalar subquery in a scalar subquery
SELECT (SELECT (SELECT COUNT(*) FROM ads) FROM campaigns c WHERE c.company_id = ? LIMIT 1)
--- in a VALUES list
INSERT INTO ads (company_id, title) VALUES (?, (SELECT name FROM campaigns LIMIT 1))
--- NOT of NOT
SELECT * FROM campaigns WHERE NOT (NOT (company_id = ?) AND id = 1)
--- De Morgan
SELECT * FROM campaigns WHERE NOT (company_id <> ? AND id <> 1)
--- IN with a subquery beside the bind
SELECT * FROM campaigns WHERE company_id IN (?, (SELECT MAX(company_id) FROM geo))
--- the row around is shadowed by a shared table
SELECT c.id FROM campaigns c WHERE c.company_id = ? AND EXISTS (SELECT 1 FROM geo c, ads a WHERE a.company_id = c.id)
--- a bound CTE and the table itself
WITH mine AS (SELECT * FROM campaigns WHERE company_id = ?) SELECT mine.id FROM mine, campaigns
--- a bound CTE in one branch only
WITH mine AS (SELECT id FROM campaigns WHERE company_id = ?) SELECT body FROM notes WHERE campaign_id IN (SELECT id FROM mine) UNION SELECT body FROM notes
--- a child bound to a CTE of everybody's
WITH every AS (SELECT id FROM geo) SELECT body FROM notes WHERE campaign_id IN (SELECT id FROM every)
--- a child bound to a computed key
SELECT n.body FROM notes n JOIN campaigns c ON c.id + 0 = n.campaign_id + 0 WHERE c.company_id = ?
--- a child bound by an inequality
SELECT n.body FROM notes n JOIN campaigns c ON c.id <= n.campaign_id WHERE c.company_id = ?
--- a child bound to a minimum, which may be of anything
SELECT body FROM notes WHERE campaign_id = (SELECT MIN(id) FROM geo)
--- a statement that ends before its condition
DELETE FROM campaigns; WHERE company_id = ?
--- a union ordered by everybody's
SELECT id FROM geo UNION SELECT id FROM geo ORDER BY (SELECT MAX(cost) FROM ads)
--- an update below everybody's template
UPDATE lines SET text = ? WHERE EXISTS (SELECT 1 FROM templates t WHERE t.id = lines.template_id AND (t.company_id = ? OR t.company_id IS NULL))
--- a delete below everybody's template
DELETE FROM lines WHERE template_id IN (SELECT id FROM templates WHERE (company_id = ? OR company_id IS NULL))
--- an insert below everybody's template
INSERT INTO lines (template_id, text) VALUES ((SELECT id FROM templates WHERE id = ? AND (company_id = ? OR company_id IS NULL)), ?)
--- everybody's rows by another column
SELECT title FROM templates WHERE (company_id = id OR company_id IS NULL)
--- a table expression that is written further on, read as the table
WITH RECURSIVE a AS (SELECT id, company_id FROM campaigns WHERE company_id = ?), campaigns AS (SELECT id, ? AS company_id FROM geo) SELECT n.body FROM notes n JOIN a ON a.id = n.campaign_id
--- one that is read in a subquery
WITH RECURSIVE a AS (SELECT g.id FROM geo g WHERE g.id IN (SELECT id FROM campaigns WHERE company_id = ?)), campaigns AS (SELECT id, ? AS company_id FROM geo) SELECT n.body FROM notes n WHERE n.campaign_id IN (SELECT id FROM campaigns) AND n.campaign_id IN (SELECT id FROM a)
--- the order of the columns of a star
WITH t(a, b, x) AS (SELECT * FROM (SELECT id AS z, ? AS k, 1 AS y FROM geo) d JOIN (SELECT ? AS k) e USING (k)) SELECT c.id FROM campaigns c JOIN t ON c.company_id = t.b
--- of a natural join
WITH t(a, b) AS (SELECT * FROM (SELECT id AS z, ? AS k FROM geo) d NATURAL JOIN (SELECT ? AS k) e) SELECT c.id FROM campaigns c JOIN t ON c.company_id = t.b
--- inserted by place
INSERT INTO campaigns (name, company_id) SELECT * FROM (SELECT id AS z, ? AS k FROM geo) d JOIN (SELECT ? AS k) e USING (k)
--- as many rows as others have
INSERT INTO campaigns (company_id, name) VALUES (?, ?) LIMIT (SELECT COUNT(*) FROM ads)
--- in the order that others have
INSERT INTO campaigns (company_id, name) VALUES (?, ?) ORDER BY (SELECT MAX(title) FROM ads)
--- no tenant where none is found: a row for everybody
INSERT INTO templates (company_id, title) VALUES ((SELECT company_id FROM campaigns WHERE company_id = ? AND id = ?), ?)
--- nor in the absent side of a join
INSERT INTO templates (company_id, title) SELECT c.company_id, g.country FROM geo g LEFT JOIN campaigns c ON c.company_id = ? AND c.id = g.id
--- nor of a subquery
INSERT INTO templates (company_id, title) SELECT t.k, g.country FROM geo g LEFT JOIN (SELECT ? AS k) t ON t.k = g.id
--- nor in what a table expression found
WITH t AS (SELECT c.company_id AS k, g.country FROM geo g LEFT JOIN campaigns c ON c.company_id = ? AND c.id = g.id) INSERT INTO templates (company_id, title) SELECT k, country FROM t
--- nor in the other half
INSERT INTO templates (company_id, title) SELECT company_id, name FROM campaigns WHERE company_id = ? UNION ALL SELECT c.company_id, g.country FROM geo g LEFT JOIN campaigns c ON c.company_id = ?
--- a sum has a row where nothing is found
SELECT c.id FROM campaigns c WHERE EXISTS (SELECT COUNT(*) FROM (SELECT ? AS k) d WHERE d.k = c.company_id)
--- so has one that only sorts
SELECT c.id FROM campaigns c WHERE EXISTS (SELECT 1 FROM (SELECT ? AS k) d WHERE d.k = c.company_id ORDER BY COUNT(*))
--- and one that only filters
SELECT c.id FROM campaigns c WHERE EXISTS (SELECT 1 FROM (SELECT ? AS k) d WHERE d.k = c.company_id HAVING COUNT(*) >= 0)
--- and one inside
SELECT c.id FROM campaigns c WHERE EXISTS (SELECT * FROM (SELECT MAX(d.k) AS n FROM (SELECT ? AS k) d WHERE d.k = c.company_id) e)
--- an outer join has one too
SELECT c.id FROM campaigns c WHERE EXISTS (SELECT 1 FROM (SELECT ? AS k) d LEFT JOIN geo g ON d.k = c.company_id)
--- each step swaps the columns
WITH RECURSIVE t(k, n) AS (SELECT ?, 1 UNION ALL SELECT n, k FROM t WHERE n < 5) SELECT c.id FROM campaigns c JOIN t ON t.k = c.company_id
--- each step counts the key up
WITH RECURSIVE t(k) AS (SELECT ? UNION ALL SELECT k + 1 FROM t WHERE k < 5) SELECT c.id FROM campaigns c JOIN t ON t.k = c.company_id
--- the key of another column in the other half
SELECT n.body FROM notes n JOIN (SELECT c.id FROM campaigns c WHERE c.company_id = ? UNION ALL SELECT a.campaign_id FROM ads a WHERE a.company_id = ?) x ON x.id = n.campaign_id
--- a key of the wrong table
SELECT r.body FROM replies r WHERE r.note_id IN (SELECT n.campaign_id FROM notes n JOIN campaigns c ON c.id = n.campaign_id WHERE c.company_id = ?)
--- a column of the row outside
DELETE FROM replies WHERE note_id IN (SELECT note_id FROM notes JOIN campaigns c ON c.id = notes.campaign_id WHERE c.company_id = ?)
--- the columns have each other's names
INSERT INTO ads (company_id, campaign_id) SELECT company_id, id FROM (SELECT id AS company_id, company_id AS id FROM campaigns WHERE company_id = ?) x
--- limited in a join that a later one undoes
SELECT c.id FROM campaigns c LEFT JOIN (ads a JOIN notes n ON n.campaign_id = a.campaign_id AND a.company_id = ?) ON n.campaign_id = c.id
--- the smallest key of a group
SELECT id FROM (SELECT id, MAX(company_id) AS company_id FROM campaigns GROUP BY id) u WHERE u.company_id = ?
--- numbered over everybody
SELECT u.n FROM (SELECT company_id, ROW_NUMBER() OVER (ORDER BY budget) AS n FROM campaigns) u WHERE u.company_id = ?
--- the first of everybody
SELECT u.n FROM (SELECT company_id, id AS n FROM campaigns ORDER BY budget LIMIT 10) u WHERE u.company_id = ?
--- a window of a name, over another table
SELECT ROW_NUMBER() OVER w FROM campaigns WHERE company_id = ? WINDOW w AS (PARTITION BY (SELECT MAX(cost) FROM ads))
--- the parent of nobody
SELECT n.body FROM notes n WHERE NOT EXISTS (SELECT 1 FROM campaigns c WHERE c.id = n.campaign_id AND c.company_id = ?)
--- the tenant of a row, compared in a subquery
SELECT id FROM geo WHERE ? = (SELECT company_id FROM campaigns WHERE campaigns.id = geo.id)
--- compared as a row, by order
SELECT c.id FROM campaigns c WHERE (c.company_id, c.id) >= (?, ?)
