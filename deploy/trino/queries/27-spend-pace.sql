-- TITLE: How fast does each campaign spend, minute by minute?
-- The five campaigns with the highest spend in the last hour, all traffic, newest minutes first. spent_usd is the spend
-- from the beginning of that hour to the end of the minute; pace_pct compares a minute with the mean of the campaign's
-- minutes in that hour: 200 is twice as fast. A minute without an impression or a click has no row.
WITH minutes AS (
  SELECT
    campaign_id,
    window_start AS minute,
    SUM(impressions) AS impressions,
    SUM(clicks) AS clicks,
    SUM(spend) AS spend
  FROM serving_by_minute
  WHERE window_start > CURRENT_TIMESTAMP - INTERVAL '1' HOUR
  GROUP BY campaign_id, window_start
), biggest AS (
  SELECT campaign_id FROM minutes GROUP BY campaign_id ORDER BY SUM(spend) DESC, campaign_id LIMIT 5
)
SELECT
  minutes.minute,
  minutes.campaign_id AS campaign,
  minutes.impressions,
  minutes.clicks,
  ROUND(minutes.spend, 5) AS spend_usd,
  ROUND(SUM(minutes.spend) OVER (PARTITION BY minutes.campaign_id ORDER BY minutes.minute), 5) AS spent_usd,
  ROUND(100 * minutes.spend / NULLIF(AVG(minutes.spend) OVER (PARTITION BY minutes.campaign_id), 0), 1) AS pace_pct
FROM minutes
JOIN biggest ON biggest.campaign_id = minutes.campaign_id
ORDER BY minutes.minute DESC, spend_usd DESC, campaign
LIMIT 100
