--- XOR reaches further than AND
SELECT * FROM campaigns WHERE state = ? XOR name = ? AND company_id = ?
--- bars are OR
SELECT * FROM campaigns WHERE state = ? || company_id = ?
--- bars are OR before AND
SELECT * FROM campaigns WHERE 1 || name = ? AND company_id = ?
--- bars at the end
SELECT * FROM campaigns WHERE company_id = ? AND name = ? || 1
--- ampersands and OR
SELECT * FROM campaigns WHERE 1 || 1 && company_id = ?
--- NULL-safe
SELECT * FROM campaigns WHERE company_id <=> ?
--- an exclamation mark
SELECT * FROM campaigns WHERE ! company_id = ?
--- code in a comment
SELECT * FROM campaigns WHERE company_id = ? /*! OR 1 = 1 */
--- code in a comment for a version
SELECT * FROM campaigns WHERE company_id = ? /*!50000 OR 1 = 1 */
--- code in a comment for MariaDB
SELECT * FROM campaigns WHERE company_id = ? /*M! OR 1 = 1 */
--- a hint that changes the mode
SELECT /*+ SET_VAR(sql_mode = 'ANSI') */ * FROM campaigns WHERE company_id = ?
--- two minus signs are no comment
SELECT * FROM campaigns WHERE company_id = ? AND 1 --1 OR 1
--- a hash hides the condition
SELECT * FROM campaigns # WHERE company_id = ?
--- a backslash hides the end of the string
SELECT * FROM campaigns WHERE name = 'a\' AND company_id = ? AND name = ' OR 1 = 1 #'
--- a backslash in double quotes
SELECT * FROM campaigns WHERE name = "a\" AND company_id = ? AND name = " OR 1 = 1 #"
--- the number runs into OR
SELECT * FROM campaigns WHERE company_id = ?OR 1
--- between takes the comparison
SELECT * FROM campaigns WHERE company_id = ? BETWEEN 0 AND 1
--- a user variable
SELECT * FROM campaigns WHERE company_id = @tenant
--- a variable is set
SELECT @t := company_id FROM campaigns WHERE company_id = ?
--- another case may be another table
SELECT * FROM Campaigns WHERE company_id = ?
--- replace
REPLACE INTO campaigns (company_id, id, name) VALUES (?, ?, ?)
--- on duplicate key
INSERT INTO campaigns (company_id, id, name) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE name = VALUES(name)
--- insert by SET without the tenant
INSERT INTO campaigns SET name = ?
--- insert by SET of a literal
INSERT INTO campaigns SET company_id = 2, name = ?
--- insert of default values
INSERT INTO campaigns () VALUES ()
--- an update of a join, the target not bound
UPDATE ads a JOIN campaigns c ON c.id = a.campaign_id SET a.title = c.name WHERE c.company_id = ?
--- an update of a join, the other not bound
UPDATE ads a JOIN campaigns c ON c.id = a.campaign_id SET a.title = c.name WHERE a.company_id = ?
--- an update of a left join
UPDATE campaigns c LEFT JOIN ads a ON a.campaign_id = c.id AND a.company_id = ? AND c.company_id = ? SET c.state = 'x'
--- an update of a join that sets the tenant
UPDATE ads a JOIN campaigns c ON c.id = a.campaign_id SET a.company_id = c.id WHERE a.company_id = ? AND c.company_id = ?
--- an update of a join that sets a shared table
UPDATE ads a JOIN geo g ON g.id = a.id SET g.country = ? WHERE a.company_id = ?
--- a delete from a join, the target not bound
DELETE a FROM ads a JOIN campaigns c ON c.id = a.campaign_id WHERE c.company_id = ?
--- a delete from both of a join
DELETE a, c FROM ads a JOIN campaigns c ON c.id = a.campaign_id WHERE a.company_id = ?
--- a delete from a shared table in a join
DELETE g FROM geo g JOIN ads a ON a.id = g.id WHERE a.company_id = ?
--- a file is read
SELECT LOAD_FILE('/etc/passwd')
--- a file is written
SELECT * FROM campaigns WHERE company_id = ? INTO OUTFILE '/tmp/x'
--- a file is loaded
LOAD DATA INFILE '/tmp/x' INTO TABLE campaigns
--- a handler
HANDLER campaigns OPEN
--- TABLE
TABLE campaigns
--- the mode
SET sql_mode = 'ANSI'
--- a lock
LOCK TABLES campaigns READ
--- prepared from text
PREPARE p FROM 'SELECT * FROM campaigns'
--- it runs
EXECUTE p
--- do
DO (SELECT MAX(cost) FROM ads)
--- the name in another string
SELECT * FROM campaigns WHERE "company_id" = ?
--- ODBC braces
SELECT * FROM {oj campaigns c LEFT OUTER JOIN ads a ON a.company_id = ?} WHERE c.company_id = ?
--- a show with a subquery
SHOW TABLES WHERE (SELECT COUNT(*) FROM campaigns) > 0
--- match
SELECT * FROM campaigns WHERE MATCH(name) AGAINST (? IN BOOLEAN MODE)
--- on the wrong side of a join without a condition
SELECT * FROM campaigns c LEFT JOIN ads a ON a.company_id = ?
--- an update of both
UPDATE ads a, campaigns c SET a.title = 'x' WHERE a.company_id = ?
--- a delete using the same table
DELETE FROM a USING ads a JOIN campaigns c ON c.id = a.campaign_id WHERE c.company_id = ?
--- a set of a user variable
SET @tenant = (SELECT MAX(company_id) FROM campaigns)
--- an alias in double quotes
SELECT * FROM campaigns "c" WHERE "c".company_id = ?
--- a string with another character set
SELECT * FROM campaigns WHERE name = _gbk'\' AND company_id = ? -- '
--- SOUNDS LIKE
SELECT * FROM campaigns WHERE name SOUNDS LIKE company_id = ?
--- a member of an array
SELECT * FROM campaigns WHERE company_id MEMBER OF (?)
--- row-wise
SELECT * FROM campaigns WHERE ROW(company_id, 1) <> ROW(?, 1)
--- in a mode of its own
SELECT * FROM campaigns WHERE BINARY company_id <> ?
--- a not null-safe comparison inverted
SELECT * FROM campaigns WHERE NOT company_id <=> ?
--- what others wrote
SHOW BINLOG EVENTS
--- what others run
SHOW FULL PROCESSLIST
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
--- pipes are OR there, in front of IS UNKNOWN
SELECT id FROM campaigns WHERE company_id = ? AND 1 || 1 IS NOT UNKNOWN
--- and XOR is
SELECT id FROM campaigns WHERE company_id = ? AND 0 XOR 1 IS NOT UNKNOWN
--- pipes in front of ANY
SELECT id FROM campaigns WHERE company_id = ? AND 1 || 1 = ANY (SELECT 1)
--- and behind it
SELECT id FROM campaigns WHERE company_id = ? AND 1 = ANY (SELECT 1) || 1
--- in front of ALL
SELECT id FROM campaigns WHERE company_id = ? AND 1 || 1 = ALL (SELECT 1)
--- behind ESCAPE
SELECT id FROM campaigns WHERE company_id = ? AND state LIKE 'x' ESCAPE 'y' || 1
--- behind BINARY
SELECT id FROM campaigns WHERE company_id = ? AND BINARY 1 || 1
--- OR behind BINARY, which binds tighter than the parser has it
SELECT id FROM campaigns WHERE company_id = ? AND BINARY 0 OR 1
--- in front of MEMBER OF
SELECT id FROM campaigns WHERE company_id = ? AND 1 || 1 MEMBER OF ('[1]')
--- in front of IS DISTINCT FROM
SELECT id FROM campaigns WHERE company_id = ? AND 1 || 1 IS DISTINCT FROM 2
--- in the condition of a join
SELECT c.id FROM campaigns c JOIN ads a ON a.company_id = c.company_id AND 1 || 1 IS UNKNOWN WHERE a.company_id = ?
--- in a delete
DELETE FROM campaigns WHERE company_id = ? AND 1 || 1 IS NOT UNKNOWN
--- a cast that cuts the key off
SELECT id FROM campaigns WHERE company_id = CAST(? AS CHAR(1))
--- a column that every table has
SELECT (SELECT COUNT(*) FROM campaigns c WHERE c.company_id = _rowid) FROM (SELECT ? AS _rowid) o
--- the key of the tenant by its other name
UPDATE companies SET _rowid = 5 WHERE id = ?
--- a table expression in other letters
WITH CAMPAIGNS AS (SELECT id, ? AS company_id FROM geo) SELECT n.body FROM notes n JOIN campaigns c ON c.id = n.campaign_id WHERE c.company_id = ?
--- the columns of values have other names on MariaDB
SELECT 1 FROM (SELECT id AS column_0 FROM geo) o WHERE EXISTS (SELECT 1 FROM campaigns c, (VALUES (?)) t WHERE c.company_id = column_0)
--- a row for everybody from a sum
INSERT INTO templates (company_id, title) SELECT company_id, MAX(name) FROM campaigns WHERE company_id = ? GROUP BY company_id WITH ROLLUP
--- a bare column beside a sum of nothing
INSERT INTO templates (company_id, title) SELECT company_id, MAX(name) FROM campaigns WHERE company_id = ? AND 1 = 0
--- the pipes behind a subquery
SELECT id FROM campaigns WHERE company_id = ? AND EXISTS (SELECT 1) || 1
--- inside of an interval
SELECT id FROM campaigns WHERE company_id = ? AND NOW() + INTERVAL 1 DAY || 1
--- behind a search
SELECT id FROM campaigns WHERE company_id = ? AND MATCH (name) AGAINST ('x') || 1
--- all of it in parentheses
SELECT id FROM campaigns WHERE (company_id = ? AND 1 || 1)
--- versions of all rows
SELECT id FROM campaigns FOR SYSTEM_TIME ALL WHERE id = ?
--- as a statement inside of a setting
SET STATEMENT max_statement_time = 1 FOR DELETE FROM campaigns
--- what the statement before did, perhaps another tenant's
SELECT LAST_INSERT_ID()
--- a cast to a number folds keys that are words
SELECT id FROM campaigns WHERE company_id = CAST(? AS UNSIGNED) AND BINARY name = ?
--- SIGNED
SELECT id FROM campaigns WHERE company_id = CAST(? AS SIGNED)
--- UNSIGNED
SELECT id FROM campaigns WHERE company_id = CAST(? AS UNSIGNED INTEGER)
--- DECIMAL
SELECT id FROM campaigns WHERE company_id = CAST(? AS DECIMAL)
--- DECIMAL of places
SELECT id FROM campaigns WHERE company_id = CAST(? AS DECIMAL(20,0))
--- CHAR of a length
SELECT id FROM campaigns WHERE company_id = CAST(? AS CHAR(3))
--- BINARY of a length
SELECT id FROM campaigns WHERE company_id = CAST(? AS BINARY(3))
--- DOUBLE
SELECT id FROM campaigns WHERE company_id = CAST(? AS DOUBLE)
--- DATE
SELECT id FROM campaigns WHERE company_id = CAST(? AS DATE)
--- UUID
SELECT id FROM campaigns WHERE company_id = CAST(? AS UUID)
--- CONVERT to a number
SELECT id FROM campaigns WHERE company_id = CONVERT(?, SIGNED)
--- CONVERT to another character set
SELECT id FROM campaigns WHERE company_id = CONVERT(? USING latin1)
--- plus 0
SELECT id FROM campaigns WHERE company_id = ? + 0
--- a column plus 0
SELECT id FROM campaigns WHERE company_id + 0 = ?
--- times 1
SELECT id FROM campaigns WHERE company_id = ? * 1
--- a collation
SELECT id FROM campaigns WHERE company_id = ? COLLATE utf8mb4_general_ci
--- LIKE
SELECT id FROM campaigns WHERE company_id LIKE ?
--- a number in an update
UPDATE campaigns SET name = ? WHERE company_id = CAST(? AS SIGNED)
--- a number in a delete
DELETE FROM campaigns WHERE company_id = CAST(? AS SIGNED)
--- a number in a pair
SELECT id FROM campaigns WHERE (company_id, id) = (CAST(? AS SIGNED), ?)
--- a number in IN
SELECT id FROM campaigns WHERE company_id IN (CAST(? AS SIGNED))
--- a number from a subquery
SELECT id FROM campaigns WHERE company_id = (SELECT CAST(? AS SIGNED))
--- a number that is inserted
INSERT INTO campaigns (company_id, name) VALUES (CAST(? AS SIGNED), ?)
--- a number that is set as inserted
INSERT INTO campaigns SET company_id = CAST(? AS UNSIGNED), name = ?
--- a key through a number of a third table
SELECT c.id FROM campaigns c, geo g WHERE g.id = ? AND c.company_id = g.id
--- a key through an own column of a bound table
SELECT a.id FROM campaigns c JOIN ads a ON a.company_id = c.name WHERE c.company_id = ? AND c.name = ?
--- the last id
SELECT LAST_INSERT_ID() FROM campaigns WHERE company_id = ?
--- the last id, set
SELECT LAST_INSERT_ID(7)
--- the last id as a variable
SELECT @@identity
--- the last id by its name
SELECT @@last_insert_id
--- the last id of the session
SELECT @@session.last_insert_id
--- how many were found
SELECT FOUND_ROWS()
--- how many were changed
SELECT ROW_COUNT()
--- a variable
SELECT @tenant
--- a variable as a condition
SELECT id FROM campaigns WHERE company_id = ? AND name = @name
--- a variable that is assigned
SELECT @x := name FROM campaigns WHERE company_id = ?
--- a variable of a setting's name
SET @timezone = 7
--- a global setting
SET @@global.time_zone = '+00:00'
--- a setting of another name
SET x.timezone = 7
