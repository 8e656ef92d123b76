-- The hourly funnel of each publisher's requests.
CREATE TEMPORARY VIEW hourly_funnel AS
SELECT
  CAST(window_start AS TIMESTAMP_LTZ(6)) AS window_start,
  publisher_id,
  bid_requests,
  bid_responses,
  impressions,
  clicks,
  CAST(bid_responses AS DOUBLE) / NULLIF(bid_requests, 0) AS fill_rate,
  CAST(impressions AS DOUBLE) / NULLIF(bid_responses, 0) AS win_rate,
  CAST(clicks AS DOUBLE) / NULLIF(impressions, 0) AS ctr
FROM (
  SELECT
    window_start,
    publisher_id,
    COUNT(DISTINCT request_id) AS bid_requests,
    COUNT(DISTINCT response_id) AS bid_responses,
    COUNT(DISTINCT impression_id) AS impressions,
    COUNT(DISTINCT click_id) AS clicks
  FROM TABLE(TUMBLE(TABLE funnel, DESCRIPTOR(event_timestamp), INTERVAL '1' HOUR))
  GROUP BY window_start, window_end, publisher_id
);
