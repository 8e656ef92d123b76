-- TITLE: What is the fill rate in each country?
-- Fill rate = requests with a bid response / requests, production traffic, each request once.
WITH requests AS (
  SELECT request_id, MIN(device_geo_country) AS country FROM bid_requests GROUP BY request_id
), answered AS (
  SELECT DISTINCT request_id FROM bid_responses
)
SELECT
  COALESCE(requests.country, 'UNKNOWN') AS country,
  COUNT(*) AS requests,
  COUNT(answered.request_id) AS answered,
  ROUND(100e0 * COUNT(answered.request_id) / NULLIF(COUNT(*), 0), 2) AS fill_rate_pct
FROM requests
LEFT JOIN answered ON answered.request_id = requests.request_id
GROUP BY requests.country
ORDER BY fill_rate_pct DESC, country
