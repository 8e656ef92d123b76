-- The topics with the fields that the funnel needs, in event time. Watermark alignment prevents that
-- one is read far ahead of the others and fills the joins' state. Avro's timestamps are read as
-- TIMESTAMP in UTC.
CREATE TEMPORARY TABLE kafka_bid_requests (
  id STRING NOT NULL,
  site ROW<publisher ROW<id STRING>>,
  app ROW<publisher ROW<id STRING>>,
  dooh ROW<publisher ROW<id STRING>>,
  device ROW<ip STRING, ipv6 STRING>,
  test INT NOT NULL,
  event_timestamp TIMESTAMP(3) NOT NULL,
  WATERMARK FOR event_timestamp AS event_timestamp - INTERVAL '5' SECOND
) WITH (
  'connector' = 'kafka',
  'topic' = '${topic.bid-requests}',
  'properties.bootstrap.servers' = '${kafka.bootstrap-servers}',
  'properties.group.id' = '${kafka.group-id}',
  'scan.startup.mode' = 'earliest-offset',
  'scan.watermark.alignment.group' = 'events',
  'scan.watermark.alignment.max-drift' = '5 min',
  'scan.watermark.alignment.update-interval' = '200 ms',
  'format' = 'avro-confluent',
  'avro-confluent.url' = '${schema-registry.url}'
);

CREATE TEMPORARY TABLE kafka_bid_responses (
  id STRING NOT NULL,
  bidid STRING NOT NULL,
  event_timestamp TIMESTAMP(3) NOT NULL,
  WATERMARK FOR event_timestamp AS event_timestamp - INTERVAL '5' SECOND
) WITH (
  'connector' = 'kafka',
  'topic' = '${topic.bid-responses}',
  'properties.bootstrap.servers' = '${kafka.bootstrap-servers}',
  'properties.group.id' = '${kafka.group-id}',
  'scan.startup.mode' = 'earliest-offset',
  'scan.watermark.alignment.group' = 'events',
  'scan.watermark.alignment.max-drift' = '5 min',
  'scan.watermark.alignment.update-interval' = '200 ms',
  'format' = 'avro-confluent',
  'avro-confluent.url' = '${schema-registry.url}'
);

CREATE TEMPORARY TABLE kafka_impressions (
  impression_id STRING NOT NULL,
  request_id STRING NOT NULL,
  response_id STRING NOT NULL,
  event_timestamp TIMESTAMP(3) NOT NULL,
  WATERMARK FOR event_timestamp AS event_timestamp - INTERVAL '5' SECOND
) WITH (
  'connector' = 'kafka',
  'topic' = '${topic.impressions}',
  'properties.bootstrap.servers' = '${kafka.bootstrap-servers}',
  'properties.group.id' = '${kafka.group-id}',
  'scan.startup.mode' = 'earliest-offset',
  'scan.watermark.alignment.group' = 'events',
  'scan.watermark.alignment.max-drift' = '5 min',
  'scan.watermark.alignment.update-interval' = '200 ms',
  'format' = 'avro-confluent',
  'avro-confluent.url' = '${schema-registry.url}'
);

CREATE TEMPORARY TABLE kafka_clicks (
  click_id STRING NOT NULL,
  request_id STRING NOT NULL,
  impression_id STRING NOT NULL,
  event_timestamp TIMESTAMP(3) NOT NULL,
  WATERMARK FOR event_timestamp AS event_timestamp - INTERVAL '5' SECOND
) WITH (
  'connector' = 'kafka',
  'topic' = '${topic.clicks}',
  'properties.bootstrap.servers' = '${kafka.bootstrap-servers}',
  'properties.group.id' = '${kafka.group-id}',
  'scan.startup.mode' = 'earliest-offset',
  'scan.watermark.alignment.group' = 'events',
  'scan.watermark.alignment.max-drift' = '5 min',
  'scan.watermark.alignment.update-interval' = '200 ms',
  'format' = 'avro-confluent',
  'avro-confluent.url' = '${schema-registry.url}'
);
