-- TITLE: Which events are uncounted by which windowed table, and why?
-- One row per table and reason, then the total; only the total if every event was counted.
-- lateness is how far the watermark was past the event, in seconds (LATE only).
SELECT
  COALESCE(table_name, 'all tables') AS uncounted_by,
  COALESCE(reason, 'all reasons') AS why,
  COALESCE(topic, 'all topics') AS kafka_topic,
  COUNT(*) AS events,
  ROUND(AVG(lateness_ms) / 1000e0, 1) AS avg_lateness_s,
  ROUND(MAX(lateness_ms) / 1000e0, 1) AS max_lateness_s,
  MAX(event_timestamp) AS newest
FROM late_events
GROUP BY GROUPING SETS ((table_name, reason, topic), ())
ORDER BY GROUPING(table_name), events DESC, uncounted_by, why, kafka_topic
