-- TITLE: How many files does each table have, and how big are they?
-- Many small files make queries slow; maintenance merges them. delete_files are from corrected
-- windows that compaction has not merged yet.
WITH files (table_name, content, record_count, file_size_in_bytes) AS (
  -- generated: files of each table
  SELECT 'bid_requests', content, record_count, file_size_in_bytes FROM "bid_requests$files"
  UNION ALL SELECT 'bid_requests_enriched', content, record_count, file_size_in_bytes FROM "bid_requests_enriched$files"
  UNION ALL SELECT 'bid_responses', content, record_count, file_size_in_bytes FROM "bid_responses$files"
  UNION ALL SELECT 'impressions', content, record_count, file_size_in_bytes FROM "impressions$files"
  UNION ALL SELECT 'clicks', content, record_count, file_size_in_bytes FROM "clicks$files"
  UNION ALL SELECT 'notices', content, record_count, file_size_in_bytes FROM "notices$files"
  UNION ALL SELECT 'hourly_impressions_by_geo', content, record_count, file_size_in_bytes FROM "hourly_impressions_by_geo$files"
  UNION ALL SELECT 'rolling_metrics_by_bidder', content, record_count, file_size_in_bytes FROM "rolling_metrics_by_bidder$files"
  UNION ALL SELECT 'hourly_funnel_by_publisher', content, record_count, file_size_in_bytes FROM "hourly_funnel_by_publisher$files"
  UNION ALL SELECT 'hourly_bid_landscape', content, record_count, file_size_in_bytes FROM "hourly_bid_landscape$files"
  UNION ALL SELECT 'hourly_funnel_leakage', content, record_count, file_size_in_bytes FROM "hourly_funnel_leakage$files"
  UNION ALL SELECT 'serving_by_minute', content, record_count, file_size_in_bytes FROM "serving_by_minute$files"
  UNION ALL SELECT 'daily_reach_by_campaign', content, record_count, file_size_in_bytes FROM "daily_reach_by_campaign$files"
  UNION ALL SELECT 'hourly_event_quality', content, record_count, file_size_in_bytes FROM "hourly_event_quality$files"
  UNION ALL SELECT 'hourly_reconciliation', content, record_count, file_size_in_bytes FROM "hourly_reconciliation$files"
  UNION ALL SELECT 'reconciliation_gaps', content, record_count, file_size_in_bytes FROM "reconciliation_gaps$files"
  UNION ALL SELECT 'dead_letters', content, record_count, file_size_in_bytes FROM "dead_letters$files"
  UNION ALL SELECT 'late_events', content, record_count, file_size_in_bytes FROM "late_events$files"
  UNION ALL SELECT 'maintenance_log', content, record_count, file_size_in_bytes FROM "maintenance_log$files"
  -- end of generated: files of each table
)
SELECT
  table_name,
  COUNT_IF(content = 0) AS data_files,
  COUNT_IF(content <> 0) AS delete_files,
  SUM(record_count) FILTER (WHERE content = 0) AS records,
  ROUND(SUM(file_size_in_bytes) / 1048576e0, 2) AS mb,
  ROUND(AVG(file_size_in_bytes) FILTER (WHERE content = 0) / 1024e0, 1) AS avg_file_kb
FROM files
GROUP BY table_name
ORDER BY mb DESC, table_name
