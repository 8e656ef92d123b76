-- Bid requests in Avro with the schema registry: the fields that the tables need. Avro's timestamps
-- are read as TIMESTAMP in UTC, the session's time zone.
CREATE TEMPORARY TABLE kafka_bid_requests (
  id STRING NOT NULL,
  event_timestamp TIMESTAMP(3) NOT NULL,
  imp ARRAY<ROW<
    id STRING NOT NULL,
    banner ROW<
      w INT,
      h INT,
      `format` ARRAY<ROW<w INT NOT NULL, h INT NOT NULL> NOT NULL> NOT NULL>,
    bidfloor DOUBLE NOT NULL,
    bidfloorcur STRING NOT NULL> NOT NULL> NOT NULL,
  site ROW<
    id STRING,
    domain STRING,
    cat ARRAY<STRING NOT NULL> NOT NULL,
    publisher ROW<id STRING>>,
  app ROW<id STRING, bundle STRING, publisher ROW<id STRING>>,
  dooh ROW<publisher ROW<id STRING>>,
  device ROW<
    geo ROW<country STRING, region STRING>,
    ip STRING,
    ipv6 STRING,
    devicetype INT,
    os STRING>,
  `user` ROW<id STRING>,
  test INT NOT NULL,
  `at` INT NOT NULL,
  tmax INT,
  cur ARRAY<STRING NOT NULL> NOT NULL,
  regs ROW<coppa INT, gdpr INT>,
  received_at TIMESTAMP_LTZ(3) NOT NULL METADATA FROM 'timestamp' VIRTUAL
) WITH (
  'connector' = 'kafka',
  'topic' = '${topic.bid-requests}',
  'properties.bootstrap.servers' = '${kafka.bootstrap-servers}',
  'properties.group.id' = '${kafka.group-id}',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'avro-confluent',
  'avro-confluent.url' = '${schema-registry.url}'
);
