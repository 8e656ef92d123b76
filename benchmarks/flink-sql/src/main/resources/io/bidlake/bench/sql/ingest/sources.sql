-- The other topics, in Avro as well.
CREATE TEMPORARY TABLE kafka_bid_responses (
  id STRING NOT NULL,
  bidid STRING NOT NULL,
  event_timestamp TIMESTAMP(3) NOT NULL,
  seatbid ARRAY<ROW<
    bid ARRAY<ROW<
      id STRING,
      impid STRING NOT NULL,
      price DOUBLE NOT NULL,
      adomain ARRAY<STRING NOT NULL> NOT NULL,
      cid STRING,
      crid STRING,
      dealid STRING> NOT NULL> NOT NULL,
    seat STRING> NOT NULL> NOT NULL,
  cur STRING NOT NULL,
  received_at TIMESTAMP_LTZ(3) NOT NULL METADATA FROM 'timestamp' VIRTUAL
) WITH (
  'connector' = 'kafka',
  'topic' = '${topic.bid-responses}',
  'properties.bootstrap.servers' = '${kafka.bootstrap-servers}',
  'properties.group.id' = '${kafka.group-id}',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'avro-confluent',
  'avro-confluent.url' = '${schema-registry.url}'
);

CREATE TEMPORARY TABLE kafka_impressions (
  impression_id STRING NOT NULL,
  request_id STRING NOT NULL,
  response_id STRING NOT NULL,
  imp_id STRING NOT NULL,
  bidder_id STRING NOT NULL,
  win_price DOUBLE NOT NULL,
  win_currency STRING NOT NULL,
  creative_id STRING,
  ad_domain STRING,
  event_timestamp TIMESTAMP(3) NOT NULL,
  received_at TIMESTAMP_LTZ(3) NOT NULL METADATA FROM 'timestamp' VIRTUAL
) WITH (
  'connector' = 'kafka',
  'topic' = '${topic.impressions}',
  'properties.bootstrap.servers' = '${kafka.bootstrap-servers}',
  'properties.group.id' = '${kafka.group-id}',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'avro-confluent',
  'avro-confluent.url' = '${schema-registry.url}'
);

CREATE TEMPORARY TABLE kafka_clicks (
  click_id STRING NOT NULL,
  request_id STRING NOT NULL,
  impression_id STRING NOT NULL,
  imp_id STRING NOT NULL,
  bidder_id STRING NOT NULL,
  creative_id STRING,
  click_url STRING,
  event_timestamp TIMESTAMP(3) NOT NULL,
  received_at TIMESTAMP_LTZ(3) NOT NULL METADATA FROM 'timestamp' VIRTUAL
) WITH (
  'connector' = 'kafka',
  'topic' = '${topic.clicks}',
  'properties.bootstrap.servers' = '${kafka.bootstrap-servers}',
  'properties.group.id' = '${kafka.group-id}',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'avro-confluent',
  'avro-confluent.url' = '${schema-registry.url}'
);
