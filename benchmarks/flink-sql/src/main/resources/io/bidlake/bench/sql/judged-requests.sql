-- Determines which requests are production traffic. It only recognizes the kinds of bad traffic that
-- the generator creates, and only the common reserved addresses.
CREATE TEMPORARY VIEW request_addresses AS
SELECT
  *,
  COALESCE(site.publisher.id, app.publisher.id, dooh.publisher.id) AS publisher_id,
  (
    device.ip LIKE '10.%'
    OR device.ip LIKE '192.168.%'
    OR (device.ip LIKE '172.%' AND TRY_CAST(SPLIT_INDEX(device.ip, '.', 1) AS INT) BETWEEN 16 AND 31)
    OR device.ip LIKE '127.%'
    OR device.ip LIKE '169.254.%'
    OR device.ip LIKE '0.%'
    OR (device.ip LIKE '100.%' AND TRY_CAST(SPLIT_INDEX(device.ip, '.', 1) AS INT) BETWEEN 64 AND 127)
    OR device.ip LIKE '192.0.2.%'
    OR device.ip LIKE '198.51.100.%'
    OR device.ip LIKE '203.0.113.%'
    OR (device.ip LIKE '2%' AND TRY_CAST(SPLIT_INDEX(device.ip, '.', 0) AS INT) >= 224)
    OR device.ipv6 = '::1'
    OR device.ipv6 LIKE 'fc%'
    OR device.ipv6 LIKE 'fd%'
    OR device.ipv6 LIKE 'fe8%'
    OR device.ipv6 LIKE 'fe9%'
    OR device.ipv6 LIKE 'fea%'
    OR device.ipv6 LIKE 'feb%'
    OR device.ipv6 LIKE 'ff%'
    OR device.ipv6 LIKE '2001:db8:%'
  ) IS TRUE AS is_private_ip
FROM kafka_bid_requests;

CREATE TEMPORARY VIEW judged_requests AS
SELECT *, test = 1 OR (publisher_id LIKE 'test-%') IS TRUE AS is_test_traffic
FROM request_addresses;
