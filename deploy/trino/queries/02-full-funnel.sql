-- TITLE: How many of our requests get a response, an impression and a click?
-- Production traffic only, each event once. rate is relative to the previous stage: fill rate, win rate, CTR.
-- A response without any bid has no row in bid_responses; hourly_funnel_by_publisher counts these too.
-- The newest requests may still get their responses, impressions and clicks.
WITH accepted AS (
  SELECT DISTINCT request_id FROM bid_requests
), stages AS (
  SELECT 1 AS position, 'bid requests' AS stage, NULL AS rate_name, COUNT(*) AS events FROM accepted
  UNION ALL
  SELECT 2, 'bid responses', 'fill rate', COUNT(DISTINCT response_id)
  FROM bid_responses WHERE request_id IN (SELECT request_id FROM accepted)
  UNION ALL
  SELECT 3, 'impressions', 'win rate', COUNT(DISTINCT impression_id)
  FROM impressions WHERE request_id IN (SELECT request_id FROM accepted)
  UNION ALL
  SELECT 4, 'clicks', 'CTR', COUNT(DISTINCT click_id)
  FROM clicks WHERE request_id IN (SELECT request_id FROM accepted)
)
SELECT
  stage,
  events,
  rate_name,
  ROUND(100e0 * events / NULLIF(LAG(events) OVER (ORDER BY position), 0), 2) AS rate_pct,
  ROUND(100e0 * events / NULLIF(FIRST_VALUE(events) OVER (ORDER BY position), 0), 3) AS of_requests_pct
FROM stages
ORDER BY position
