--- names in backticks
SELECT `campaigns`.`id` FROM `campaigns` WHERE `campaigns`.`company_id` = ?
--- a string in double quotes
SELECT id FROM campaigns WHERE state = "live" AND company_id = ?
--- offset by a comma
SELECT id FROM campaigns WHERE company_id = ? LIMIT 5, 10
--- a hash comment
SELECT id FROM campaigns # the live ones
WHERE company_id = ?
--- the case of columns does not count
SELECT Id FROM campaigns WHERE Company_ID = ?
--- concat
SELECT CONCAT(name, ' ', state) FROM campaigns WHERE company_id = ?
--- bars in parentheses
SELECT id FROM campaigns WHERE (name || state) = ? AND company_id = ?
--- dates
SELECT DATE_FORMAT(NOW(), '%Y-%m'), DATE_SUB(NOW(), INTERVAL 1 DAY) FROM campaigns WHERE company_id = ?
--- group_concat
SELECT GROUP_CONCAT(name ORDER BY name SEPARATOR ', ') FROM campaigns WHERE company_id = ?
--- a lock
SELECT id FROM campaigns WHERE company_id = ? FOR UPDATE
--- a shared lock
SELECT id FROM campaigns WHERE company_id = ? LOCK IN SHARE MODE
--- an index hint
SELECT id FROM campaigns USE INDEX (by_state) WHERE company_id = ?
--- STRAIGHT_JOIN
SELECT c.id FROM campaigns c STRAIGHT_JOIN ads a ON a.campaign_id = c.id AND a.company_id = c.company_id WHERE c.company_id = ?
--- insert ignore
INSERT IGNORE INTO campaigns (company_id, name) VALUES (?, ?)
--- insert by SET
INSERT INTO campaigns SET company_id = ?, name = ?
--- an update with a limit
UPDATE campaigns SET state = 'old' WHERE company_id = ? ORDER BY id LIMIT 10
--- an update of a join
UPDATE ads a JOIN campaigns c ON c.id = a.campaign_id AND c.company_id = a.company_id SET a.title = c.name WHERE a.company_id = ?
--- a delete from a join
DELETE a FROM ads a JOIN campaigns c ON c.id = a.campaign_id AND c.company_id = a.company_id WHERE a.company_id = ? AND c.state = 'old'
--- a delete of children
DELETE n FROM notes n JOIN campaigns c ON c.id = n.campaign_id WHERE c.company_id = ?
--- a delete with a limit
DELETE FROM ads WHERE company_id = ? ORDER BY id LIMIT 5
--- rollup
SELECT state, COUNT(*) FROM campaigns WHERE company_id = ? GROUP BY state WITH ROLLUP
--- the builders' insert from a statement
INSERT INTO `campaigns` (`company_id`, `name`) WITH s (`name`) AS (SELECT `ads`.`title` FROM `ads` WHERE (`ads`.`company_id` = ?)) SELECT ?, s.* FROM s WHERE 1=1
--- REGEXP
SELECT id FROM campaigns WHERE name REGEXP '^a' AND company_id = ?
--- DIV
SELECT id FROM campaigns WHERE budget DIV 2 = ? AND company_id = ?
--- JSON
SELECT JSON_EXTRACT(state, '$.a'), state->>'$.b' FROM campaigns WHERE company_id = ?
--- a character set
SET NAMES utf8mb4
--- a time zone
SET time_zone = '+00:00'
--- a transaction
START TRANSACTION
--- if
SELECT IF(budget > 5, 'a', 'b'), IFNULL(budget, 0) FROM campaigns WHERE company_id = ?
--- a delete from a join with a shared table
DELETE a FROM ads a JOIN geo g ON g.id = a.id WHERE a.company_id = ?
--- intervals
SELECT id FROM jobs WHERE state > NOW() - INTERVAL 7 DAY AND DATE(state) = CURDATE()
--- an update of the order
UPDATE campaigns SET budget = budget - 1, state = IF(budget = 0, 'done', state) WHERE company_id = ? AND budget > 0
--- a left join delete
DELETE a FROM ads a LEFT JOIN campaigns c ON c.id = a.campaign_id AND c.company_id = a.company_id WHERE a.company_id = ? AND c.id IS NULL
--- find_in_set
SELECT id FROM campaigns WHERE company_id = ? AND FIND_IN_SET(?, name) > 0
--- a full text search
SELECT id FROM campaigns WHERE company_id = ? AND MATCH (name) AGAINST (? IN BOOLEAN MODE)
--- a skip of locks
SELECT id FROM jobs WHERE state = 'new' LIMIT 1 FOR UPDATE SKIP LOCKED
--- a cast
SELECT CAST(budget AS CHAR), CONVERT(name USING utf8mb4) FROM campaigns WHERE company_id = ?
--- a looked-up parent, or an error
INSERT INTO notes (campaign_id, body) VALUES (COALESCE((SELECT campaigns.id FROM campaigns WHERE campaigns.id = (?) AND campaigns.company_id = ?), abs((SELECT -9223372036854775807 - 1))), ?)
--- a condition that is unknown
SELECT id FROM campaigns WHERE company_id = ? AND (budget > ?) IS UNKNOWN
--- a table expression with the name of a table, in an insert
INSERT INTO campaigns (company_id, name) WITH ads AS (SELECT title FROM ads WHERE company_id = ?) SELECT ?, title FROM ads
--- settings that are read
SELECT @@version, @@session.sql_mode, @@time_zone
--- a setting of the session
SET @@session.time_zone = '+00:00'
--- a setting of the session, in words
SET SESSION wait_timeout = 10
--- casts of columns
SELECT CAST(c.budget AS CHAR), CAST(c.name AS SIGNED) FROM campaigns c WHERE c.company_id = ?
--- a column that only the database knows
SELECT c.id, x.n FROM campaigns c JOIN (SELECT count(*) AS n FROM geo) x ON true WHERE c.company_id = ?
