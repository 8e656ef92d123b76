-- TITLE: What are placements of one size worth, and does their floor fit?
-- The size with the most bids; to see another one, write its name in place of the first SELECT. Prices are CPM in USD.
-- Quantiles cannot be added: prices and below_floor_pct are the means of the hours, weighted by bids or sales.
-- The advice is a rule of thumb. Change a floor in small steps, and compare the revenue before and after. In a second
-- price auction, a large bid_gap is what a higher floor can gain; in a first price auction it is 0.
WITH chosen (size) AS (
  SELECT size FROM hourly_bid_landscape WHERE size <> 'UNKNOWN' GROUP BY size ORDER BY SUM(bids) DESC, size LIMIT 1
), landscape AS (
  SELECT
    hour.publisher_id,
    hour.size,
    SUM(hour.requests) AS requests,
    SUM(hour.bids) AS bids,
    SUM(hour.priced_bids * hour.bid_price_p25) / NULLIF(SUM(hour.priced_bids), 0) AS bid_p25,
    SUM(hour.priced_bids * hour.bid_price_p50) / NULLIF(SUM(hour.priced_bids), 0) AS bid_p50,
    SUM(hour.priced_bids * hour.bid_price_p75) / NULLIF(SUM(hour.priced_bids), 0) AS bid_p75,
    SUM(hour.sales * hour.clearing_price_p50) / NULLIF(SUM(hour.sales), 0) AS clearing_p50,
    SUM(hour.sales * hour.mean_bid_gap) / SUM(hour.sales) FILTER (WHERE hour.mean_bid_gap IS NOT NULL) AS bid_gap,
    SUM(hour.bids * hour.below_floor_share)
      / SUM(hour.bids) FILTER (WHERE hour.below_floor_share IS NOT NULL) AS below_floor
  FROM hourly_bid_landscape AS hour
  JOIN chosen ON chosen.size = hour.size
  WHERE hour.bids > 0
  GROUP BY hour.publisher_id, hour.size
)
SELECT
  publisher_id AS publisher,
  size,
  requests,
  bids,
  ROUND(bid_p25, 3) AS bid_p25,
  ROUND(bid_p50, 3) AS bid_p50,
  ROUND(bid_p75, 3) AS bid_p75,
  ROUND(clearing_p50, 3) AS clearing_p50,
  ROUND(bid_gap, 3) AS bid_gap,
  ROUND(100 * below_floor, 2) AS below_floor_pct,
  CASE
    WHEN below_floor IS NULL THEN 'no floor in USD: try a low one'
    WHEN below_floor > 0.5e0 THEN 'lower it: most bids are below'
    WHEN below_floor < 0.05e0 THEN 'try a higher one: few bids are below'
    ELSE 'keep it'
  END AS floor_advice
FROM landscape
ORDER BY bids DESC, publisher
LIMIT 20
