-- TITLE: Does hourly_funnel_by_publisher agree with the core tables, hour by hour?
-- Columns raw_ are counted here from the core tables by the rules of the funnel: accepted requests, each id once
-- (its earliest copy), a response within 5 s, its impression within 10 s, its click within 60 s.
-- A response without any bid (a no-bid) counts in the funnel but has no row in bid_responses: no_bids is their
-- number, which is never negative and not a difference. differences is 0 except for uncounted events (LATE, CROWDED
-- and AHEAD in late_events), and for some seconds after a late event, until each job has committed it.
WITH requests AS (
  SELECT request_id, MIN(event_timestamp) AS at FROM bid_requests GROUP BY request_id
), responses AS (
  SELECT request_id, response_id, MIN(event_timestamp) AS at FROM bid_responses GROUP BY request_id, response_id
), wins AS (
  SELECT request_id, impression_id, MIN_BY(response_id, event_timestamp) AS response_id, MIN(event_timestamp) AS at
  FROM impressions
  GROUP BY request_id, impression_id
), clicked AS (
  SELECT request_id, click_id, MIN_BY(impression_id, event_timestamp) AS impression_id, MIN(event_timestamp) AS at
  FROM clicks
  GROUP BY request_id, click_id
), raw AS (
  SELECT
    DATE_TRUNC('hour', requests.at) AS hour,
    COUNT(DISTINCT requests.request_id) AS requests,
    COUNT(DISTINCT responses.response_id) AS responses,
    COUNT(DISTINCT wins.impression_id) AS impressions,
    COUNT(DISTINCT clicked.click_id) AS clicks
  FROM requests
  LEFT JOIN responses
    ON responses.request_id = requests.request_id
    AND responses.at BETWEEN requests.at AND requests.at + INTERVAL '5' SECOND
  LEFT JOIN wins
    ON wins.request_id = requests.request_id
    AND wins.response_id = responses.response_id
    AND wins.at BETWEEN responses.at AND responses.at + INTERVAL '10' SECOND
  LEFT JOIN clicked
    ON clicked.request_id = requests.request_id
    AND clicked.impression_id = wins.impression_id
    AND clicked.at BETWEEN wins.at AND wins.at + INTERVAL '60' SECOND
  GROUP BY 1
), funnel AS (
  SELECT
    window_start AS hour,
    SUM(bid_requests) AS requests,
    SUM(bid_responses) AS responses,
    SUM(impressions) AS impressions,
    SUM(clicks) AS clicks
  FROM hourly_funnel_by_publisher
  GROUP BY window_start
)
SELECT
  funnel.hour,
  funnel.requests,
  raw.requests AS raw_requests,
  funnel.responses,
  raw.responses AS raw_responses,
  funnel.responses - raw.responses AS no_bids,
  funnel.impressions,
  raw.impressions AS raw_impressions,
  funnel.clicks,
  raw.clicks AS raw_clicks,
  ABS(funnel.requests - raw.requests) + GREATEST(raw.responses - funnel.responses, 0)
    + ABS(funnel.impressions - raw.impressions) + ABS(funnel.clicks - raw.clicks) AS differences
FROM funnel
LEFT JOIN raw ON raw.hour = funnel.hour
ORDER BY funnel.hour
