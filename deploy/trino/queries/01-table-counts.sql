-- TITLE: How many rows and how many events does each table have?
-- The core tables keep repeated events. The column events counts each id once, for tables of events only.
-- A request has one row per placement and a response one per bid, so their tables have more rows than events.
WITH counts (table_name, table_rows, events) AS (
  -- generated: rows and events of each table
  SELECT 'bid_requests', COUNT(*), COUNT(DISTINCT request_id) FROM bid_requests
  UNION ALL SELECT 'bid_requests_enriched', COUNT(*), COUNT(DISTINCT request_id) FROM bid_requests_enriched
  UNION ALL SELECT 'bid_responses', COUNT(*), COUNT(DISTINCT response_id) FROM bid_responses
  UNION ALL SELECT 'impressions', COUNT(*), COUNT(DISTINCT impression_id) FROM impressions
  UNION ALL SELECT 'clicks', COUNT(*), COUNT(DISTINCT click_id) FROM clicks
  UNION ALL SELECT 'notices', COUNT(*), COUNT(DISTINCT notice_id) FROM notices
  UNION ALL SELECT 'hourly_impressions_by_geo', COUNT(*), NULL FROM hourly_impressions_by_geo
  UNION ALL SELECT 'rolling_metrics_by_bidder', COUNT(*), NULL FROM rolling_metrics_by_bidder
  UNION ALL SELECT 'hourly_funnel_by_publisher', COUNT(*), NULL FROM hourly_funnel_by_publisher
  UNION ALL SELECT 'hourly_bid_landscape', COUNT(*), NULL FROM hourly_bid_landscape
  UNION ALL SELECT 'hourly_funnel_leakage', COUNT(*), NULL FROM hourly_funnel_leakage
  UNION ALL SELECT 'serving_by_minute', COUNT(*), NULL FROM serving_by_minute
  UNION ALL SELECT 'daily_reach_by_campaign', COUNT(*), NULL FROM daily_reach_by_campaign
  UNION ALL SELECT 'hourly_event_quality', COUNT(*), NULL FROM hourly_event_quality
  UNION ALL SELECT 'hourly_reconciliation', COUNT(*), NULL FROM hourly_reconciliation
  UNION ALL SELECT 'reconciliation_gaps', COUNT(*), NULL FROM reconciliation_gaps
  UNION ALL SELECT 'dead_letters', COUNT(*), NULL FROM dead_letters
  UNION ALL SELECT 'late_events', COUNT(*), NULL FROM late_events
  UNION ALL SELECT 'maintenance_log', COUNT(*), NULL FROM maintenance_log
  -- end of generated: rows and events of each table
)
SELECT table_name, table_rows, events FROM counts
ORDER BY table_rows DESC, table_name
