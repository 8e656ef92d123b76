-- TITLE: How many users saw both of two campaigns, and how many only one of them?
-- The two campaigns with the most impressions, in the week that ends with the newest day; for others, write their names
-- in place of the first SELECT. The sketches are read as in the query about the reach of a week. The standard error of
-- each number is 1.6 % of all users of both campaigns, so that a small overlap is known less exactly.
WITH chosen (campaign_id) AS (
  SELECT campaign_id FROM daily_reach_by_campaign GROUP BY campaign_id ORDER BY SUM(impressions) DESC, campaign_id LIMIT 2
), days AS (
  SELECT
    reach.campaign_id,
    reach.users_sketch,
    FROM_BIG_ENDIAN_64(REVERSE(SUBSTR(reach.users_sketch, 17, 8))) AS theta
  FROM daily_reach_by_campaign AS reach
  JOIN chosen ON chosen.campaign_id = reach.campaign_id
  WHERE reach.window_start > (SELECT MAX(window_start) FROM daily_reach_by_campaign) - INTERVAL '7' DAY
), lowest AS (
  SELECT MIN(theta) AS theta FROM days
), seen AS (
  SELECT
    days.campaign_id,
    FROM_BIG_ENDIAN_64(REVERSE(SUBSTR(days.users_sketch, 17 + 8 * place.number, 8))) AS hash
  FROM days
  CROSS JOIN UNNEST(SEQUENCE(1, (LENGTH(days.users_sketch) - 24) / 8)) AS place (number)
), by_user AS (
  SELECT
    seen.hash,
    MIN(seen.campaign_id) AS one,
    MAX(seen.campaign_id) AS other,
    MIN(lowest.theta) / 9223372036854775807e0 AS share
  FROM seen
  JOIN lowest ON seen.hash < lowest.theta
  GROUP BY seen.hash
)
SELECT
  CASE WHEN one = other THEN 'only ' || one ELSE one || ' and ' || other END AS saw,
  CAST(ROUND(COUNT(*) / MIN(share)) AS bigint) AS users,
  ROUND(100e0 * COUNT(*) / SUM(COUNT(*)) OVER (), 1) AS users_pct
FROM by_user
GROUP BY one, other
ORDER BY users DESC, saw
