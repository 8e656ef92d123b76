-- TITLE: Where do the requests of each publisher end?
-- Shares of the accepted requests in complete hours, in the order of the funnel: together they are 100 %. no_bid and
-- lost contain all codes of bidders and of loss notices; biggest_leak is the reason, with its code, of most requests
-- that were not rendered.
WITH reasons AS (
  SELECT publisher_id, reason, SUM(requests) AS requests
  FROM hourly_funnel_leakage
  GROUP BY publisher_id, reason
)
SELECT
  publisher_id AS publisher,
  SUM(requests) AS requests,
  ROUND(100e0 * SUM(IF(reason = 'NO_RESPONSE', requests, 0)) / SUM(requests), 2) AS no_response_pct,
  ROUND(100e0 * SUM(IF(STARTS_WITH(reason, 'NO_BID'), requests, 0)) / SUM(requests), 2) AS no_bid_pct,
  ROUND(100e0 * SUM(IF(reason = 'BELOW_FLOOR', requests, 0)) / SUM(requests), 2) AS below_floor_pct,
  ROUND(100e0 * SUM(IF(STARTS_WITH(reason, 'LOST'), requests, 0)) / SUM(requests), 2) AS lost_pct,
  ROUND(100e0 * SUM(IF(reason = 'WON_NOT_BILLED', requests, 0)) / SUM(requests), 2) AS won_not_billed_pct,
  ROUND(100e0 * SUM(IF(reason = 'BILLED_NOT_RENDERED', requests, 0)) / SUM(requests), 2) AS billed_not_rendered_pct,
  ROUND(100e0 * SUM(IF(reason = 'RENDERED', requests, 0)) / SUM(requests), 2) AS rendered_pct,
  MAX_BY(reason, requests) FILTER (WHERE reason <> 'RENDERED') AS biggest_leak
FROM reasons
GROUP BY publisher_id
ORDER BY requests DESC, publisher
LIMIT 20
