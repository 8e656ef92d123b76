-- The row-level funnel: a row for each bid on a placement, with its impression and its click.
-- The core tables contain each copy of an event, so each is taken once. An impression belongs to one bid: of those of
-- its response, placement, seat and creative, as far as these are known, to the one with the highest price.
-- The bounds are those of hourly_funnel_by_publisher.
WITH bids AS (
  SELECT DISTINCT
    request_id, imp_id, response_id, bid_id, event_timestamp, bidder_id, campaign_id, creative_id, deal_id,
    bid_price, bid_currency
  FROM bid_responses
), shown AS (
  SELECT DISTINCT
    request_id, imp_id, response_id, impression_id, event_timestamp, bidder_id, creative_id, win_price,
    win_currency
  FROM impressions
), won AS (
  SELECT
    b.request_id,
    b.imp_id,
    b.response_id,
    b.bid_id,
    b.bidder_id,
    b.creative_id,
    b.bid_price,
    i.impression_id,
    i.event_timestamp,
    i.win_price,
    i.win_currency,
    ROW_NUMBER() OVER (
      PARTITION BY i.request_id, i.impression_id ORDER BY b.bid_price DESC, b.bid_id, b.creative_id
    ) AS place
  FROM shown AS i
  JOIN bids AS b
    ON b.request_id = i.request_id
    AND b.imp_id = i.imp_id
    AND b.response_id = i.response_id
    AND COALESCE(b.bidder_id = i.bidder_id, TRUE)
    AND COALESCE(b.creative_id = i.creative_id, TRUE)
    AND i.event_timestamp BETWEEN b.event_timestamp AND b.event_timestamp + INTERVAL '10' SECOND
)
SELECT
  r.request_id,
  r.imp_id,
  r.event_timestamp AS request_time,
  r.publisher_id,
  p.publisher_name,
  r.device_geo_country,
  b.response_id,
  b.event_timestamp AS response_time,
  b.bidder_id,
  b.campaign_id,
  c.campaign_name,
  b.creative_id,
  b.deal_id,
  b.bid_price,
  b.bid_currency,
  w.impression_id,
  w.event_timestamp AS impression_time,
  w.win_price,
  w.win_currency,
  k.click_id,
  k.event_timestamp AS click_time
FROM (
  SELECT DISTINCT request_id, imp_id, event_timestamp, publisher_id, device_geo_country
  FROM bid_requests
) AS r
LEFT JOIN bids AS b
  ON b.request_id = r.request_id
  AND b.imp_id = r.imp_id
  AND b.event_timestamp BETWEEN r.event_timestamp AND r.event_timestamp + INTERVAL '5' SECOND
LEFT JOIN won AS w
  ON w.place = 1
  AND w.request_id = b.request_id
  AND w.imp_id = b.imp_id
  AND w.response_id = b.response_id
  AND w.bid_price = b.bid_price
  AND w.bid_id IS NOT DISTINCT FROM b.bid_id
  AND w.bidder_id IS NOT DISTINCT FROM b.bidder_id
  AND w.creative_id IS NOT DISTINCT FROM b.creative_id
LEFT JOIN (
  SELECT DISTINCT request_id, impression_id, click_id, event_timestamp FROM clicks
) AS k
  ON k.request_id = w.request_id
  AND k.impression_id = w.impression_id
  AND k.event_timestamp BETWEEN w.event_timestamp AND w.event_timestamp + INTERVAL '60' SECOND
LEFT JOIN dim_publisher AS p
  ON p.publisher_id = r.publisher_id
  AND p.valid_from <= r.event_timestamp
  AND (p.valid_to IS NULL OR p.valid_to > r.event_timestamp)
LEFT JOIN dim_campaign AS c
  ON c.campaign_id = b.campaign_id
  AND c.valid_from <= b.event_timestamp
  AND (c.valid_to IS NULL OR c.valid_to > b.event_timestamp)
