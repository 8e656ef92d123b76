-- The table of generated events, under the names that the funnel's queries use.
CREATE TEMPORARY VIEW judged_requests AS
SELECT id, publisher_id, event_timestamp, FALSE AS is_test_traffic, FALSE AS is_private_ip
FROM made_events
WHERE stage = 0;

CREATE TEMPORARY VIEW kafka_bid_responses AS
SELECT request_id AS id, id AS bidid, event_timestamp
FROM made_events
WHERE stage = 1;

CREATE TEMPORARY VIEW kafka_impressions AS
SELECT id AS impression_id, request_id, parent_id AS response_id, event_timestamp
FROM made_events
WHERE stage = 2;

CREATE TEMPORARY VIEW kafka_clicks AS
SELECT id AS click_id, request_id, parent_id AS impression_id, event_timestamp
FROM made_events
WHERE stage = 3;
