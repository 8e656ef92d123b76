-- TITLE: What is the win rate of each bidder?
-- Win rate = impressions / bids, production traffic. Bids are counted here, not responses: a response
-- contains the bids of several bidders, so these rates are lower than the funnel's win rate.
-- It is the share of bids that were shown: a bid that won but was not rendered counts as lost.
WITH accepted AS (
  SELECT DISTINCT request_id FROM bid_requests
), bids AS (
  SELECT bidder_id, COUNT(*) AS bids
  FROM (
    SELECT DISTINCT response_id, imp_id, bidder_id, creative_id, bid_price
    FROM bid_responses
    WHERE request_id IN (SELECT request_id FROM accepted)
  ) AS bid
  GROUP BY bidder_id
), wins AS (
  SELECT bidder_id, COUNT(DISTINCT impression_id) AS impressions
  FROM impressions
  WHERE request_id IN (SELECT request_id FROM accepted)
  GROUP BY bidder_id
)
SELECT
  COALESCE(bids.bidder_id, wins.bidder_id, 'UNKNOWN') AS bidder,
  COALESCE(bids.bids, 0) AS bids,
  COALESCE(wins.impressions, 0) AS impressions,
  ROUND(100e0 * COALESCE(wins.impressions, 0) / NULLIF(bids.bids, 0), 2) AS win_rate_pct
FROM bids
FULL JOIN wins ON wins.bidder_id = bids.bidder_id
ORDER BY win_rate_pct DESC NULLS LAST, bidder
