-- TITLE: How many rows did the core tables have half a minute ago?
-- Time travel reads the tables as of an earlier time. It reaches back to a table's first commit, or as far as
-- snapshots are kept (7 days); for earlier times the query fails with "No version history table".
SELECT 'bid_requests' AS table_name, earlier.table_rows AS rows_earlier, now.table_rows AS rows_now,
  now.table_rows - earlier.table_rows AS added
FROM (SELECT COUNT(*) AS table_rows FROM bid_requests FOR TIMESTAMP AS OF (CURRENT_TIMESTAMP - INTERVAL '30' SECOND)) AS earlier
CROSS JOIN (SELECT COUNT(*) AS table_rows FROM bid_requests) AS now
UNION ALL
SELECT 'bid_responses', earlier.table_rows, now.table_rows, now.table_rows - earlier.table_rows
FROM (SELECT COUNT(*) AS table_rows FROM bid_responses FOR TIMESTAMP AS OF (CURRENT_TIMESTAMP - INTERVAL '30' SECOND)) AS earlier
CROSS JOIN (SELECT COUNT(*) AS table_rows FROM bid_responses) AS now
