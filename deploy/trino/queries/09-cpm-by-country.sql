-- TITLE: What does an impression cost in each country, and what do we earn there?
-- CPM in USD = price of a thousand impressions, over all complete hours. The aggregation job counts all
-- impressions, including those of test traffic. UNKNOWN: no request arrived in time, or it has no country.
SELECT
  device_geo_country AS country,
  SUM(impression_count) AS impressions,
  ROUND(SUM(total_revenue), 4) AS revenue_usd,
  ROUND(1000 * SUM(total_revenue) / NULLIF(SUM(impression_count), 0), 3) AS cpm_usd,
  ROUND(MIN(avg_win_price), 3) AS lowest_hour_cpm_usd,
  ROUND(MAX(avg_win_price), 3) AS highest_hour_cpm_usd
FROM hourly_impressions_by_geo
GROUP BY device_geo_country
ORDER BY revenue_usd DESC, country
