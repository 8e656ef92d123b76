-- One row per accepted request, with its response, impression and click if there are any. The id of
-- the request is in every join's key, so that requests without a response, whose other ids are null,
-- are distributed over the tasks. A row without an impression or click is emitted when the watermark
-- shows that there is none; for the last seconds of an hour it may then be late for the window.
CREATE TEMPORARY VIEW funnel AS
SELECT
  br.event_timestamp,
  COALESCE(br.publisher_id, 'UNKNOWN') AS publisher_id,
  br.id AS request_id,
  resp.bidid AS response_id,
  imp.impression_id,
  cl.click_id
FROM (
  SELECT id, publisher_id, event_timestamp
  FROM judged_requests
  WHERE NOT is_test_traffic AND NOT is_private_ip
) AS br
LEFT JOIN kafka_bid_responses AS resp
  ON resp.id = br.id
  AND resp.event_timestamp BETWEEN br.event_timestamp AND br.event_timestamp + INTERVAL '5' SECOND
LEFT JOIN kafka_impressions AS imp
  ON imp.request_id = br.id
  AND imp.response_id = resp.bidid
  AND imp.event_timestamp BETWEEN resp.event_timestamp AND resp.event_timestamp + INTERVAL '10' SECOND
LEFT JOIN kafka_clicks AS cl
  ON cl.request_id = br.id
  AND cl.impression_id = imp.impression_id
  AND cl.event_timestamp BETWEEN imp.event_timestamp AND imp.event_timestamp + INTERVAL '60' SECOND;
