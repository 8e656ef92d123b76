-- TITLE: Which publishers name another country than the IP address of the device?
-- Requests, each once, of which both countries are known. A few percent are usual (travel, VPN); far more at one
-- publisher means wrong or invented places. geo_version of bid_requests_enriched names the database.
WITH requests AS (
  SELECT
    request_id,
    ARBITRARY(publisher_id) AS publisher_id,
    BOOL_OR(geo_mismatch) AS is_mismatch,
    ARBITRARY(device_geo_country) AS declared,
    ARBITRARY(geo_country) AS by_address
  FROM bid_requests_enriched
  WHERE geo_mismatch IS NOT NULL
  GROUP BY request_id
)
SELECT
  COALESCE(publisher_id, 'UNKNOWN') AS publisher,
  COUNT(*) AS requests,
  COUNT_IF(is_mismatch) AS mismatches,
  ROUND(100e0 * COUNT_IF(is_mismatch) / COUNT(*), 2) AS mismatches_pct,
  MAX_BY(declared || ' at ' || by_address, IF(is_mismatch, 1, 0)) AS example
FROM requests
GROUP BY publisher_id
HAVING COUNT_IF(is_mismatch) > 0
ORDER BY mismatches_pct DESC, publisher
LIMIT 20
