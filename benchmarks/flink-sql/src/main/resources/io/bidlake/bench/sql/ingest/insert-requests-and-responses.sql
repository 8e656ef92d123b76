INSERT INTO lake.`${lake.namespace}`.bid_requests_enriched (
  request_id,
  imp_id,
  imp_banner_w,
  imp_banner_h,
  imp_bidfloor,
  site_id,
  site_domain,
  site_cat,
  publisher_id,
  device_type,
  device_os,
  device_geo_country,
  device_geo_region,
  user_id,
  auction_type,
  tmax,
  currency,
  is_coppa,
  is_gdpr,
  event_timestamp,
  received_at,
  imp_bidfloorcur,
  imp_bidfloor_usd,
  app_id,
  app_bundle,
  device_category,
  is_test_traffic,
  is_private_ip,
  rejection_reason
)
SELECT * FROM placements;

INSERT INTO lake.`${lake.namespace}`.bid_requests
SELECT
  request_id,
  imp_id,
  imp_banner_w,
  imp_banner_h,
  imp_bidfloor,
  site_id,
  site_domain,
  site_cat,
  publisher_id,
  device_type,
  device_os,
  device_geo_country,
  device_geo_region,
  user_id,
  auction_type,
  tmax,
  currency,
  is_coppa,
  is_gdpr,
  event_timestamp,
  received_at
FROM placements
WHERE NOT is_test_traffic AND NOT is_private_ip;

-- One row per bid; a response without bids has none.
INSERT INTO lake.`${lake.namespace}`.bid_responses
SELECT
  r.bidid AS response_id,
  r.id AS request_id,
  b.impid AS imp_id,
  s.seat AS bidder_id,
  b.price AS bid_price,
  r.cur AS bid_currency,
  b.adomain[1] AS ad_domain,
  b.crid AS creative_id,
  b.dealid AS deal_id,
  CAST(r.event_timestamp AS TIMESTAMP_LTZ(6)) AS event_timestamp,
  CAST(r.received_at AS TIMESTAMP_LTZ(6)) AS received_at,
  b.id AS bid_id,
  b.cid AS campaign_id,
  CAST(NULL AS STRING) AS bid_ext,
  CAST(NULL AS STRING) AS response_ext,
  CAST(NULL AS STRING) AS response_unmapped
FROM kafka_bid_responses AS r
CROSS JOIN UNNEST(r.seatbid) AS s (bid, seat)
CROSS JOIN UNNEST(s.bid) AS b (id, impid, price, adomain, cid, crid, dealid);
