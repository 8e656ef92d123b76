-- TITLE: Where do our requests come from?
-- Production traffic. A request can offer several placements: placements are what can be sold.
WITH placements AS (
  SELECT DISTINCT request_id, imp_id, device_geo_country FROM bid_requests
)
SELECT
  COALESCE(device_geo_country, 'UNKNOWN') AS country,
  COUNT(DISTINCT request_id) AS requests,
  COUNT(*) AS placements,
  ROUND(100e0 * COUNT(*) / SUM(COUNT(*)) OVER (), 2) AS placements_pct
FROM placements
GROUP BY device_geo_country
ORDER BY requests DESC, country
