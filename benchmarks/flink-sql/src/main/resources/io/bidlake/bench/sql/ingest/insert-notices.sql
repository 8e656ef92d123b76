INSERT INTO lake.`${lake.namespace}`.impressions
SELECT
  impression_id,
  request_id,
  response_id,
  imp_id,
  bidder_id,
  win_price,
  win_currency,
  creative_id,
  ad_domain,
  CAST(event_timestamp AS TIMESTAMP_LTZ(6)) AS event_timestamp,
  CAST(received_at AS TIMESTAMP_LTZ(6)) AS received_at
FROM kafka_impressions;

INSERT INTO lake.`${lake.namespace}`.clicks
SELECT
  click_id,
  request_id,
  impression_id,
  imp_id,
  bidder_id,
  creative_id,
  click_url,
  CAST(event_timestamp AS TIMESTAMP_LTZ(6)) AS event_timestamp,
  CAST(received_at AS TIMESTAMP_LTZ(6)) AS received_at
FROM kafka_clicks;
