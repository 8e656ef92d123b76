-- TITLE: What is the CTR of each creative?
-- CTR = clicks / impressions, production traffic, each event once, for the 20 creatives with most impressions.
-- A CTR of few impressions is uncertain: low and high are the 95 % Wilson interval.
WITH accepted AS (
  SELECT DISTINCT request_id FROM bid_requests
), shown AS (
  SELECT creative_id, MIN(ad_domain) AS ad_domain, COUNT(DISTINCT impression_id) AS impressions
  FROM impressions
  WHERE request_id IN (SELECT request_id FROM accepted)
  GROUP BY creative_id
), clicked AS (
  SELECT creative_id, COUNT(DISTINCT click_id) AS clicks
  FROM clicks
  WHERE request_id IN (SELECT request_id FROM accepted)
  GROUP BY creative_id
), counted AS (
  SELECT shown.creative_id, shown.ad_domain, shown.impressions, COALESCE(clicked.clicks, 0) AS clicks
  FROM shown
  LEFT JOIN clicked ON clicked.creative_id = shown.creative_id
)
SELECT
  creative_id AS creative,
  ad_domain,
  impressions,
  clicks,
  ROUND(100e0 * clicks / NULLIF(impressions, 0), 2) AS ctr_pct,
  ROUND(100e0 * WILSON_INTERVAL_LOWER(LEAST(clicks, impressions), impressions, 1.96e0), 2) AS ctr_low_pct,
  ROUND(100e0 * WILSON_INTERVAL_UPPER(LEAST(clicks, impressions), impressions, 1.96e0), 2) AS ctr_high_pct
FROM counted
ORDER BY impressions DESC, creative
LIMIT 20
