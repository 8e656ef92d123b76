-- TITLE: How is bid_requests partitioned, and which data can a query skip?
-- One row per day and country, for the 20 biggest partitions. A query that filters on event_timestamp and
-- device_geo_country reads only the matching partitions: EXPLAIN ANALYZE shows the amount of data read.
SELECT
  partition.event_timestamp_day AS day,
  partition.device_geo_country AS country,
  record_count AS records,
  file_count AS files,
  ROUND(total_size / 1024e0, 1) AS kb,
  data.event_timestamp.min AS first_event,
  data.event_timestamp.max AS last_event
FROM "bid_requests$partitions"
ORDER BY record_count DESC, day, country
LIMIT 20
