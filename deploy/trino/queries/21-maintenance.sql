-- TITLE: Which maintenance actions ran on each table?
-- One row per table, action and outcome, then the total; only the total if maintenance has not run yet.
SELECT
  COALESCE(table_name, 'all tables') AS maintained,
  COALESCE(action, 'all actions') AS done,
  COALESCE(outcome, 'all outcomes') AS result,
  COUNT(*) AS runs,
  COALESCE(SUM(files_before), 0) AS files_before,
  COALESCE(SUM(files_after), 0) AS files_after,
  ROUND(AVG(DATE_DIFF('millisecond', started_at, ended_at)) / 1000e0, 1) AS avg_seconds,
  MAX(ended_at) AS last_ended
FROM maintenance_log
GROUP BY GROUPING SETS ((table_name, action, outcome), ())
ORDER BY GROUPING(table_name), maintained, done, result
