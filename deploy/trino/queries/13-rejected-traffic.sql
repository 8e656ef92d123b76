-- TITLE: Which traffic is kept out of bid_requests, and why?
-- Requests of bid_requests_enriched, each once; ACCEPTED are those of bid_requests. Contact the publisher about
-- TEST_TRAFFIC from a live site, or about an increase of any other reason.
SELECT
  COALESCE(rejection_reason, 'ACCEPTED') AS outcome,
  COUNT(DISTINCT request_id) AS requests,
  COUNT(DISTINCT publisher_id) AS publishers,
  ROUND(100e0 * COUNT(DISTINCT request_id) / SUM(COUNT(DISTINCT request_id)) OVER (), 2) AS requests_pct
FROM bid_requests_enriched
GROUP BY rejection_reason
ORDER BY requests DESC, outcome
