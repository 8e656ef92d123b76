-- TITLE: How fresh is each table?
-- newest is the time of the newest row, age_s how long ago that is, in seconds. While traffic flows, events are
-- about 10 s old (the checkpoint interval). Hourly rows are written when the hour is over, so they are up to two
-- hours old. commit_age_s is the time since the last commit; a writer occasionally commits without events too.
WITH newest (table_name, newest) AS (
  -- generated: newest row of each table
  SELECT 'bid_requests', MAX(event_timestamp) FROM bid_requests
  UNION ALL SELECT 'bid_requests_enriched', MAX(event_timestamp) FROM bid_requests_enriched
  UNION ALL SELECT 'bid_responses', MAX(event_timestamp) FROM bid_responses
  UNION ALL SELECT 'impressions', MAX(event_timestamp) FROM impressions
  UNION ALL SELECT 'clicks', MAX(event_timestamp) FROM clicks
  UNION ALL SELECT 'notices', MAX(event_timestamp) FROM notices
  UNION ALL SELECT 'hourly_impressions_by_geo', MAX(window_start) FROM hourly_impressions_by_geo
  UNION ALL SELECT 'rolling_metrics_by_bidder', MAX(window_start) FROM rolling_metrics_by_bidder
  UNION ALL SELECT 'hourly_funnel_by_publisher', MAX(window_start) FROM hourly_funnel_by_publisher
  UNION ALL SELECT 'hourly_bid_landscape', MAX(window_start) FROM hourly_bid_landscape
  UNION ALL SELECT 'hourly_funnel_leakage', MAX(window_start) FROM hourly_funnel_leakage
  UNION ALL SELECT 'serving_by_minute', MAX(window_start) FROM serving_by_minute
  UNION ALL SELECT 'daily_reach_by_campaign', MAX(window_start) FROM daily_reach_by_campaign
  UNION ALL SELECT 'hourly_event_quality', MAX(window_start) FROM hourly_event_quality
  UNION ALL SELECT 'hourly_reconciliation', MAX(window_start) FROM hourly_reconciliation
  UNION ALL SELECT 'reconciliation_gaps', MAX(window_start) FROM reconciliation_gaps
  UNION ALL SELECT 'dead_letters', MAX(received_at) FROM dead_letters
  UNION ALL SELECT 'late_events', MAX(event_timestamp) FROM late_events
  UNION ALL SELECT 'maintenance_log', MAX(started_at) FROM maintenance_log
  -- end of generated: newest row of each table
), commits (table_name, committed) AS (
  -- generated: last commit of each table
  SELECT 'bid_requests', MAX(committed_at) FROM "bid_requests$snapshots"
  UNION ALL SELECT 'bid_requests_enriched', MAX(committed_at) FROM "bid_requests_enriched$snapshots"
  UNION ALL SELECT 'bid_responses', MAX(committed_at) FROM "bid_responses$snapshots"
  UNION ALL SELECT 'impressions', MAX(committed_at) FROM "impressions$snapshots"
  UNION ALL SELECT 'clicks', MAX(committed_at) FROM "clicks$snapshots"
  UNION ALL SELECT 'notices', MAX(committed_at) FROM "notices$snapshots"
  UNION ALL SELECT 'hourly_impressions_by_geo', MAX(committed_at) FROM "hourly_impressions_by_geo$snapshots"
  UNION ALL SELECT 'rolling_metrics_by_bidder', MAX(committed_at) FROM "rolling_metrics_by_bidder$snapshots"
  UNION ALL SELECT 'hourly_funnel_by_publisher', MAX(committed_at) FROM "hourly_funnel_by_publisher$snapshots"
  UNION ALL SELECT 'hourly_bid_landscape', MAX(committed_at) FROM "hourly_bid_landscape$snapshots"
  UNION ALL SELECT 'hourly_funnel_leakage', MAX(committed_at) FROM "hourly_funnel_leakage$snapshots"
  UNION ALL SELECT 'serving_by_minute', MAX(committed_at) FROM "serving_by_minute$snapshots"
  UNION ALL SELECT 'daily_reach_by_campaign', MAX(committed_at) FROM "daily_reach_by_campaign$snapshots"
  UNION ALL SELECT 'hourly_event_quality', MAX(committed_at) FROM "hourly_event_quality$snapshots"
  UNION ALL SELECT 'hourly_reconciliation', MAX(committed_at) FROM "hourly_reconciliation$snapshots"
  UNION ALL SELECT 'reconciliation_gaps', MAX(committed_at) FROM "reconciliation_gaps$snapshots"
  UNION ALL SELECT 'dead_letters', MAX(committed_at) FROM "dead_letters$snapshots"
  UNION ALL SELECT 'late_events', MAX(committed_at) FROM "late_events$snapshots"
  UNION ALL SELECT 'maintenance_log', MAX(committed_at) FROM "maintenance_log$snapshots"
  -- end of generated: last commit of each table
)
SELECT
  newest.table_name,
  newest.newest,
  DATE_DIFF('second', newest.newest, CURRENT_TIMESTAMP) AS age_s,
  commits.committed AS last_commit,
  DATE_DIFF('second', commits.committed, CURRENT_TIMESTAMP) AS commit_age_s
FROM newest
JOIN commits ON commits.table_name = newest.table_name
ORDER BY age_s NULLS LAST, table_name
