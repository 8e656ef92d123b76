-- TITLE: How do fill rate, win rate and CTR change over time?
-- The last 24 quarters of an hour in which requests were sent, production traffic, each event once.
-- Responses, impressions and clicks count in the quarter of their request; the newest quarter is not complete.
WITH requests AS (
  SELECT request_id, MIN(event_timestamp) AS sent_at FROM bid_requests GROUP BY request_id
), responses AS (
  SELECT request_id, COUNT(DISTINCT response_id) AS events FROM bid_responses GROUP BY request_id
), wins AS (
  SELECT request_id, COUNT(DISTINCT impression_id) AS events FROM impressions GROUP BY request_id
), clicked AS (
  SELECT request_id, COUNT(DISTINCT click_id) AS events FROM clicks GROUP BY request_id
), quarters AS (
  SELECT
    DATE_TRUNC('hour', sent_at) + INTERVAL '15' MINUTE * (MINUTE(sent_at) / 15) AS quarter,
    COUNT(*) AS requests,
    COALESCE(SUM(responses.events), 0) AS responses,
    COALESCE(SUM(wins.events), 0) AS impressions,
    COALESCE(SUM(clicked.events), 0) AS clicks
  FROM requests
  LEFT JOIN responses ON responses.request_id = requests.request_id
  LEFT JOIN wins ON wins.request_id = requests.request_id
  LEFT JOIN clicked ON clicked.request_id = requests.request_id
  GROUP BY 1
)
SELECT
  quarter,
  requests,
  ROUND(100e0 * responses / NULLIF(requests, 0), 2) AS fill_rate_pct,
  ROUND(100e0 * impressions / NULLIF(responses, 0), 2) AS win_rate_pct,
  ROUND(100e0 * (
    impressions / NULLIF(CAST(responses AS DOUBLE), 0)
    - LAG(impressions) OVER (ORDER BY quarter) / NULLIF(CAST(LAG(responses) OVER (ORDER BY quarter) AS DOUBLE), 0)
  ), 2) AS win_rate_change_points,
  ROUND(100e0 * clicks / NULLIF(impressions, 0), 2) AS ctr_pct
FROM quarters
ORDER BY quarter DESC
LIMIT 24
