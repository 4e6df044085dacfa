--- a numbered placeholder
SELECT id FROM campaigns WHERE company_id = ?1 AND id = ?2
--- a named placeholder
SELECT id FROM campaigns WHERE company_id = :tenant
--- with an at sign
SELECT id FROM campaigns WHERE company_id = @tenant
--- with a dollar
SELECT id FROM campaigns WHERE company_id = $tenant AND id = $id
--- names in backticks
SELECT `campaigns`.`id` FROM `campaigns` WHERE `campaigns`.`company_id` = ?
--- names in brackets
SELECT [id] FROM [campaigns] WHERE [company_id] = ?
--- names in double quotes
SELECT "id" FROM "campaigns" WHERE "company_id" = ?
--- the case of names does not count
SELECT ID FROM Campaigns C WHERE c.Company_Id = ?
--- the main schema
SELECT id FROM main.campaigns WHERE company_id = ?
--- the same parameter under OR
SELECT id FROM campaigns WHERE (company_id = ?1 AND state = 'a') OR (company_id = ?1 AND state = 'b')
--- offset by a comma
SELECT id FROM campaigns WHERE company_id = ? LIMIT 5, 10
--- GLOB
SELECT id FROM campaigns WHERE company_id = ? AND name GLOB 'a*'
--- json_each
SELECT c.id, j.value FROM campaigns c, json_each(c.state) j WHERE c.company_id = ?
--- group_concat
SELECT group_concat(name, ', ') FROM campaigns WHERE company_id = ?
--- strftime
SELECT strftime('%Y', 'now'), datetime('now', '-1 day') FROM campaigns WHERE company_id = ?
--- iif
SELECT iif(budget > 5, 'a', 'b'), ifnull(budget, 0) FROM campaigns WHERE company_id = ?
--- insert or ignore
INSERT OR IGNORE INTO campaigns (company_id, name) VALUES (?, ?)
--- upsert, the tenant in the unique key
INSERT INTO campaigns (company_id, name) VALUES (?, ?) ON CONFLICT (company_id, name) DO UPDATE SET budget = excluded.budget
--- upsert under WHERE
INSERT INTO campaigns (company_id, id, name) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name WHERE campaigns.company_id = ?
--- returning
INSERT INTO campaigns (company_id, name) VALUES (?, ?) RETURNING id
--- update from
UPDATE ads SET title = c.name FROM campaigns c WHERE c.id = ads.campaign_id AND c.company_id = ?1 AND ads.company_id = ?1
--- foreign keys on
PRAGMA foreign_keys = ON
--- a timeout
PRAGMA busy_timeout = 5000
--- immediate
BEGIN IMMEDIATE
--- the builders' insert from a statement
INSERT INTO `campaigns` (`company_id`, `name`) WITH s (`name`) AS (SELECT `ads`.`title` FROM `ads` WHERE (`ads`.`company_id` = ?)) SELECT ?, s.* FROM s WHERE 1=1
--- the query's plan
EXPLAIN QUERY PLAN SELECT id FROM campaigns WHERE company_id = ?
--- a backslash is a character
SELECT id FROM campaigns WHERE name LIKE ? ESCAPE '\' AND company_id = ?
--- the row's number
SELECT rowid, name FROM campaigns WHERE company_id = ?
--- a name in brackets hides a comment
SELECT * FROM campaigns WHERE [x -- ] = 1 AND company_id = ?
--- printf and substr
SELECT printf('%05d', id), substr(name, 1, 3) || '..' FROM campaigns WHERE company_id = ?
--- json
SELECT json_extract(state, '$.a'), state ->> '$.b' FROM campaigns WHERE company_id = ?
--- total and round
SELECT total(cost), round(avg(cost), 2) FROM ads WHERE company_id = ?
--- not indexed
SELECT id FROM campaigns WHERE company_id = ? AND +budget > 3
--- double equals
SELECT id FROM campaigns WHERE company_id == ?
--- LIKE with ESCAPE
SELECT id FROM campaigns WHERE company_id = ? AND name LIKE '%50\%%' ESCAPE '\'
--- is
SELECT id FROM campaigns WHERE company_id = ? AND state IS NOT 'x'
--- a looked-up parent, or an error
INSERT INTO notes (campaign_id, body) VALUES (COALESCE((SELECT campaigns.id FROM campaigns WHERE campaigns.id = (?) AND campaigns.company_id = ?), abs((SELECT -9223372036854775807 - 1))), ?)
--- is a value
SELECT id FROM campaigns WHERE company_id = ? AND name IS ? AND state IS(?)
--- is not a column
SELECT id FROM campaigns WHERE company_id = ? AND name is  NOT state AND budget IS NOT NULL
--- is no more than a word
SELECT c.id AS is_open FROM campaigns c WHERE c.company_id = ? AND c.state IS NOT (SELECT 'x')
--- a name that ends like the word
SELECT 1 AS what_is, c.id FROM campaigns c WHERE c.company_id = ?
--- a key as a text
SELECT id FROM campaigns WHERE company_id = CAST(? AS TEXT)
--- casts of columns
SELECT CAST(c.budget AS INTEGER), c.rowid FROM campaigns c WHERE c.company_id = ?
--- a derived column
SELECT x.total FROM (SELECT sum(budget) AS total FROM campaigns WHERE company_id = ?) x
