-- TITLE: How many rows does each table have, and how many events are that?
-- The core tables keep what was sent twice; events counts each id once (for tables of events).
-- A request has a row per placement and a response one per bid, so these have more rows than events.
SELECT 'bid_requests' AS table_name, COUNT(*) AS table_rows, COUNT(DISTINCT request_id) AS events FROM bid_requests
UNION ALL SELECT 'bid_requests_enriched', COUNT(*), COUNT(DISTINCT request_id) FROM bid_requests_enriched
UNION ALL SELECT 'bid_responses', COUNT(*), COUNT(DISTINCT response_id) FROM bid_responses
UNION ALL SELECT 'impressions', COUNT(*), COUNT(DISTINCT impression_id) FROM impressions
UNION ALL SELECT 'clicks', COUNT(*), COUNT(DISTINCT click_id) FROM clicks
UNION ALL SELECT 'hourly_impressions_by_geo', COUNT(*), NULL FROM hourly_impressions_by_geo
UNION ALL SELECT 'rolling_metrics_by_bidder', COUNT(*), NULL FROM rolling_metrics_by_bidder
UNION ALL SELECT 'hourly_funnel_by_publisher', COUNT(*), NULL FROM hourly_funnel_by_publisher
UNION ALL SELECT 'dead_letters', COUNT(*), NULL FROM dead_letters
UNION ALL SELECT 'late_events', COUNT(*), NULL FROM late_events
UNION ALL SELECT 'maintenance_log', COUNT(*), NULL FROM maintenance_log
