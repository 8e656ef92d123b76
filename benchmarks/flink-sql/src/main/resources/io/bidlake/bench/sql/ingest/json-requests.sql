-- Bid requests as OpenRTB JSON, with their event time in the enclosing object: the fields that the
-- tables need, with the defaults of the specification for fields that a request may omit.
CREATE TEMPORARY TABLE kafka_json_requests (
  ts BIGINT,
  bidrequest ROW<
    id STRING,
    imp ARRAY<ROW<
      id STRING,
      banner ROW<w INT, h INT, `format` ARRAY<ROW<w INT, h INT>>>,
      bidfloor DOUBLE,
      bidfloorcur STRING>>,
    site ROW<id STRING, domain STRING, cat ARRAY<STRING>, publisher ROW<id STRING>>,
    app ROW<id STRING, bundle STRING, publisher ROW<id STRING>>,
    dooh ROW<publisher ROW<id STRING>>,
    device ROW<
      geo ROW<country STRING, region STRING>,
      ip STRING,
      ipv6 STRING,
      devicetype INT,
      os STRING>,
    `user` ROW<id STRING>,
    test INT,
    `at` INT,
    tmax INT,
    cur ARRAY<STRING>,
    regs ROW<coppa INT, gdpr INT>>,
  received_at TIMESTAMP_LTZ(3) NOT NULL METADATA FROM 'timestamp' VIRTUAL
) WITH (
  'connector' = 'kafka',
  'topic' = '${topic.bid-requests}',
  'properties.bootstrap.servers' = '${kafka.bootstrap-servers}',
  'properties.group.id' = '${kafka.group-id}',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'json'
);

CREATE TEMPORARY VIEW kafka_bid_requests AS
SELECT
  bidrequest.id,
  TO_TIMESTAMP_LTZ(ts, 3) AS event_timestamp,
  bidrequest.imp,
  bidrequest.site,
  bidrequest.app,
  bidrequest.dooh,
  bidrequest.device,
  bidrequest.`user`,
  COALESCE(bidrequest.test, 0) AS test,
  COALESCE(bidrequest.`at`, 2) AS `at`,
  bidrequest.tmax,
  bidrequest.cur,
  bidrequest.regs,
  received_at
FROM kafka_json_requests;
