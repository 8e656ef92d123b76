-- TITLE: How much less than their bids do the winners pay?
-- Spread = bid price - win price, CPM in USD, of the impressions that were bid and paid in USD, each once.
-- First price auctions (auction_type 1) have a spread of 0, second price auctions (2) a positive one.
WITH bids AS (
  SELECT response_id, imp_id, bidder_id, creative_id, MAX(bid_price) AS bid_price
  FROM bid_responses
  WHERE bid_currency = 'USD'
  GROUP BY response_id, imp_id, bidder_id, creative_id
), wins AS (
  SELECT DISTINCT impression_id, request_id, response_id, imp_id, bidder_id, creative_id, win_price
  FROM impressions
  WHERE win_currency = 'USD'
), requests AS (
  SELECT request_id, MIN(auction_type) AS auction_type FROM bid_requests_enriched GROUP BY request_id
)
SELECT
  wins.bidder_id AS bidder,
  requests.auction_type,
  COUNT(*) AS impressions,
  ROUND(AVG(bids.bid_price), 3) AS avg_bid_cpm_usd,
  ROUND(AVG(wins.win_price), 3) AS avg_win_cpm_usd,
  ROUND(AVG(bids.bid_price - wins.win_price), 3) AS avg_spread_cpm_usd,
  ROUND(100 * SUM(bids.bid_price - wins.win_price) / NULLIF(SUM(bids.bid_price), 0), 2) AS spread_pct
FROM wins
JOIN bids
  ON bids.response_id = wins.response_id
  AND bids.imp_id = wins.imp_id
  AND bids.bidder_id = wins.bidder_id
  AND bids.creative_id = wins.creative_id
LEFT JOIN requests ON requests.request_id = wins.request_id
GROUP BY wins.bidder_id, requests.auction_type
ORDER BY bidder, auction_type
