--- NULL-safe
SELECT * FROM campaigns WHERE company_id IS ?
--- IS NOT
SELECT * FROM campaigns WHERE company_id IS NOT ?
--- another placeholder on each side of OR
SELECT * FROM campaigns WHERE company_id = ?1 OR company_id = ?2
--- unary plus on the column
SELECT * FROM campaigns WHERE -company_id = ?
--- a collation
SELECT * FROM campaigns WHERE company_id = ? COLLATE NOCASE
--- IN a table
SELECT * FROM geo WHERE id IN campaigns
--- the temporary schema
SELECT * FROM temp.campaigns WHERE company_id = ?
--- an attached schema
SELECT * FROM other.campaigns WHERE company_id = ?
--- the schema table
SELECT sql FROM sqlite_master
--- statistics with samples
SELECT * FROM sqlite_stat4
--- raw pages
SELECT data FROM sqlite_dbpage
--- a name in a string
SELECT * FROM 'campaigns' WHERE 'company_id' = ?
--- a string that looks like a name
SELECT * FROM campaigns WHERE 'company_id' = ?
--- replace
REPLACE INTO campaigns (company_id, id, name) VALUES (?, ?, ?)
--- insert or replace
INSERT OR REPLACE INTO campaigns (company_id, id, name) VALUES (?, ?, ?)
--- update or replace
UPDATE OR REPLACE campaigns SET name = ? WHERE company_id = ?
--- upsert by id
INSERT INTO campaigns (company_id, id, name) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name
--- upsert of any conflict
INSERT INTO campaigns (company_id, id, name) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET name = excluded.name
--- an extension
SELECT load_extension('evil')
--- a file
SELECT readfile('/etc/passwd')
--- attach
ATTACH DATABASE 'other.db' AS other
--- foreign keys off
PRAGMA foreign_keys = OFF
--- the schema is made writable
PRAGMA writable_schema = ON
--- vacuum into a file
VACUUM INTO 'copy.db'
--- an alias in the list is not the column
SELECT body FROM notes WHERE EXISTS (SELECT 1 AS campaign_id FROM campaigns WHERE campaigns.id = campaign_id AND campaigns.company_id = ?)
--- GLOB takes the rest
SELECT * FROM campaigns WHERE name GLOB company_id = ?
--- a comment that does not end
SELECT * FROM campaigns /* WHERE company_id = ?
--- a placeholder that goes on
SELECT * FROM campaigns WHERE company_id = $a::b(1)
--- the number runs into OR
SELECT * FROM campaigns WHERE company_id = ?1OR 1
--- a MATCH binds wider
SELECT * FROM campaigns WHERE name MATCH company_id = ?
--- update from, the target not bound
UPDATE ads SET title = c.name FROM campaigns c WHERE c.id = ads.campaign_id AND c.company_id = ?
--- a delete with RETURNING of everybody's
DELETE FROM ads WHERE company_id = ? RETURNING (SELECT COUNT(*) FROM ads)
--- a table function over everybody's
SELECT j.value FROM campaigns c, json_each((SELECT state FROM campaigns)) j WHERE c.company_id = ?
--- a RIGHT JOIN takes the comma's left side too
SELECT a.id FROM ads a, campaigns c RIGHT JOIN geo g ON c.company_id = ?1 AND a.company_id = ?1
--- the schema is a table of the schema
SELECT * FROM main.sqlite_schema
--- a pragma as a table
SELECT * FROM pragma_table_info('campaigns')
--- a virtual table
SELECT * FROM campaigns_fts WHERE campaigns_fts MATCH ?
--- fts3_tokenizer
SELECT fts3_tokenizer('x')
--- a key set by pragma
PRAGMA key = 'x'
--- a pragma with a table
PRAGMA main.table_info(campaigns)
--- detach
DETACH DATABASE other
--- reindex
REINDEX campaigns
--- ISNULL
SELECT * FROM campaigns WHERE company_id = ? ISNULL
--- NOTNULL
SELECT * FROM campaigns WHERE company_id = ? NOTNULL
--- a bitwise operator
SELECT * FROM campaigns WHERE company_id = ? | 1
--- a chain of comparisons
SELECT * FROM campaigns WHERE 0 = company_id = ?
--- a looked-up parent, or another one
INSERT INTO notes (campaign_id, body) VALUES (COALESCE((SELECT campaigns.id FROM campaigns WHERE campaigns.id = (?) AND campaigns.company_id = ?), 7), ?)
--- a looked-up parent, or a bind
INSERT INTO notes (campaign_id, body) VALUES (COALESCE((SELECT campaigns.id FROM campaigns WHERE campaigns.id = (?) AND campaigns.company_id = ?), ?), ?)
--- a looked-up parent, or a text
INSERT INTO notes (campaign_id, body) VALUES (COALESCE((SELECT campaigns.id FROM campaigns WHERE campaigns.id = (?) AND campaigns.company_id = ?), '7'), ?)
--- anybody's parent, or a text that is no key
INSERT INTO notes (campaign_id, body) VALUES (COALESCE((SELECT campaigns.id FROM campaigns WHERE campaigns.id = (?)), abs((SELECT -9223372036854775807 - 1))), ?)
--- a value before a looked-up parent
INSERT INTO notes (campaign_id, body) VALUES (COALESCE(?, (SELECT campaigns.id FROM campaigns WHERE campaigns.id = (?) AND campaigns.company_id = ?), abs((SELECT -9223372036854775807 - 1))), ?)
--- a key in the nearest number
SELECT id FROM campaigns WHERE company_id = CAST(? AS REAL)
--- numbers, and letters that begin with one
SELECT id FROM campaigns WHERE company_id = CAST(? AS NUMERIC)
--- a match, or anything
SELECT id FROM campaigns WHERE company_id = ? AND name NOTNULL OR 1
--- a column that every table has
SELECT (SELECT COUNT(*) FROM campaigns c WHERE c.company_id = rowid) FROM (SELECT ? AS rowid) o
--- by its other name
SELECT (SELECT COUNT(*) FROM campaigns c WHERE c.company_id = oid) FROM (SELECT ? AS oid) o
--- a later table expression is seen without RECURSIVE
WITH a AS (SELECT id, company_id FROM campaigns WHERE company_id = ?), campaigns AS (SELECT id, ? AS company_id FROM geo) SELECT n.body FROM notes n JOIN a ON a.id = n.campaign_id
--- the key of the tenant by its other name
UPDATE companies SET rowid = ? WHERE id = ?
--- in quotes
UPDATE companies SET name = ?, "_rowid_" = ? WHERE id = ?
--- inserted twice: the row number wins
INSERT INTO companies (id, rowid, name) VALUES (?, 5, ?)
--- a row for everybody from a condition
INSERT INTO templates (company_id, title) VALUES ((SELECT ? WHERE 1 = 0), ?)
--- a bare column beside a sum of nothing
INSERT INTO templates (company_id, title) SELECT company_id, MAX(name) FROM campaigns WHERE company_id = ? AND 1 = 0
--- is a value, or anything
SELECT id FROM campaigns WHERE company_id = ? AND name IS ? OR 1
--- is not the tenant
SELECT id FROM campaigns WHERE company_id IS NOT ? AND name IS NOT NULL
--- is what others have
SELECT id FROM campaigns WHERE company_id = ? AND name IS (SELECT MAX(title) FROM ads)
--- the equality is not true
SELECT id FROM campaigns WHERE company_id = ? IS NOT 1
--- or is false
SELECT id FROM campaigns WHERE company_id = ? IS 0
--- the list is a table
SELECT id FROM campaigns WHERE company_id = ? AND id NOT IN ads
--- a comment that does not nest
SELECT id FROM campaigns /* /* */ WHERE 1 /* */ AND company_id = ? */
--- to the end of the text
SELECT id FROM campaigns WHERE company_id = ? OR 1 /*
--- what the statement before did, perhaps another tenant's
SELECT changes(), last_insert_rowid()
--- a number of a text
SELECT id FROM campaigns WHERE company_id = CAST(? AS INTEGER)
--- an INT
SELECT id FROM campaigns WHERE company_id = CAST(? AS INT)
--- a BIGINT
SELECT id FROM campaigns WHERE company_id = CAST(? AS BIGINT)
--- a NUMERIC
SELECT id FROM campaigns WHERE company_id = CAST(? AS NUMERIC)
--- a REAL
SELECT id FROM campaigns WHERE company_id = CAST(? AS REAL)
--- a UUID is a number
SELECT id FROM campaigns WHERE company_id = CAST(? AS UUID)
--- a BLOB
SELECT id FROM campaigns WHERE company_id = CAST(? AS BLOB)
--- plus 0
SELECT id FROM campaigns WHERE company_id = ? + 0
--- a sign
SELECT id FROM campaigns WHERE company_id = -(-?)
--- without case
SELECT id FROM campaigns WHERE company_id = ? COLLATE NOCASE
--- a column without case
SELECT id FROM campaigns WHERE company_id COLLATE NOCASE = ?
--- without blanks at the end
SELECT id FROM campaigns WHERE company_id = ? COLLATE RTRIM
--- LIKE
SELECT id FROM campaigns WHERE company_id LIKE ?
--- GLOB
SELECT id FROM campaigns WHERE company_id GLOB ?
--- a number in an update
UPDATE campaigns SET name = ? WHERE company_id = CAST(? AS INTEGER)
--- a number in a delete
DELETE FROM campaigns WHERE company_id = CAST(? AS INTEGER)
--- a number that is inserted
INSERT INTO campaigns (company_id, name) VALUES (CAST(? AS INTEGER), ?)
--- a key through a third table's column
SELECT c.id FROM campaigns c, geo g WHERE g.country = ? AND c.company_id = g.country
--- an operator that is a function of the application's
SELECT id FROM campaigns WHERE company_id = ? AND name REGEXP ?
--- the last row
SELECT last_insert_rowid()
--- the last row as a condition
SELECT id FROM campaigns WHERE company_id = ? AND id = last_insert_rowid()
--- all changes
SELECT total_changes()
