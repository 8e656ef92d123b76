-- TITLE: On which domains do the ads run, and is it the domain that was sold?
-- Requests of websites, each once, by the registrable domain of the page. Elsewhere counts requests whose site_domain
-- belongs to another registrable domain than the page: buyers pay for the former.
WITH requests AS (
  SELECT
    request_id,
    ARBITRARY(page_domain) AS page_domain,
    ARBITRARY(publisher_id) AS publisher_id,
    BOOL_OR(page_domain_mismatch) AS is_elsewhere,
    ARBITRARY(content_topics) AS topics
  FROM bid_requests_enriched
  WHERE page_domain IS NOT NULL
  GROUP BY request_id
)
SELECT
  page_domain,
  COUNT(*) AS requests,
  COUNT(DISTINCT publisher_id) AS publishers,
  COUNT_IF(is_elsewhere) AS elsewhere,
  ARRAY_JOIN(ARBITRARY(topics), ', ') AS topics
FROM requests
GROUP BY page_domain
ORDER BY requests DESC, page_domain
LIMIT 20
