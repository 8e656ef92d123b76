-- TITLE: Do win, billing and rendering agree for each bidder?
-- Complete hours, all traffic. A placement counts if there is any of the three events. Rates are shares of these
-- placements; billed_again_pct is relative to the billed ones. price_difference_usd is what was billed more than won,
-- of placements with both prices in USD; it is negative if less was billed.
SELECT
  bidder_id AS bidder,
  SUM(won + not_won) AS placements,
  ROUND(100e0 * SUM(matched) / NULLIF(SUM(won + not_won), 0), 2) AS matched_pct,
  ROUND(100e0 * SUM(not_won) / NULLIF(SUM(won + not_won), 0), 2) AS not_won_pct,
  ROUND(100e0 * SUM(not_billed) / NULLIF(SUM(won + not_won), 0), 2) AS not_billed_pct,
  ROUND(100e0 * SUM(not_rendered) / NULLIF(SUM(won + not_won), 0), 2) AS not_rendered_pct,
  ROUND(100e0 * SUM(billed_again) / NULLIF(SUM(billed), 0), 2) AS billed_again_pct,
  SUM(other_price) AS other_price,
  ROUND(SUM(price_difference), 6) AS price_difference_usd
FROM hourly_reconciliation
GROUP BY bidder_id
ORDER BY matched_pct, placements DESC, bidder
