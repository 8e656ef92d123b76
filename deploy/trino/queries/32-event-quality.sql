-- TITLE: How good were the events of the last day, topic by topic?
-- Up to the newest complete hour. Rates: duplicates of all events, orphans of the distinct ones, rejected
-- requests of all requests. Dead letters and late events are not among the events. The delay is that of the worst hour:
-- quantiles of hours cannot be added.
SELECT
  topic,
  SUM(events) AS events,
  ROUND(100e0 * SUM(duplicates) / NULLIF(SUM(events), 0), 2) AS duplicates_pct,
  ROUND(100e0 * SUM(orphans) / NULLIF(SUM(distinct_events), 0), 2) AS orphans_pct,
  ROUND(100e0 * SUM(rejected_requests) / NULLIF(SUM(events), 0), 2) AS rejected_pct,
  SUM(late_events) AS late_events,
  SUM(dead_letters) AS dead_letters,
  SUM(ahead_of_time) AS ahead_of_time,
  ROUND(MAX(delay_ms_p50)) AS worst_median_delay_ms,
  ROUND(MAX(delay_ms_p99)) AS worst_p99_delay_ms
FROM hourly_event_quality
WHERE window_start > (SELECT MAX(window_start) FROM hourly_event_quality) - INTERVAL '24' HOUR
GROUP BY topic
ORDER BY topic
