-- TITLE: Which browsers see the ads, on what, and how many of them are programs?
-- Requests, each once, by browser and operating system of the user agent. Bots are those that declare it; other_type
-- counts requests whose device type is not what the user agent says.
WITH requests AS (
  SELECT
    request_id,
    ARBITRARY(agent_browser) AS browser,
    ARBITRARY(agent_os) AS os,
    ARBITRARY(agent_device) AS device,
    ARBITRARY(device_type) AS device_type,
    BOOL_OR(is_declared_bot) AS is_bot
  FROM bid_requests_enriched
  WHERE agent_browser IS NOT NULL
  GROUP BY request_id
)
SELECT
  browser,
  COALESCE(os, '-') AS os,
  MAX(device) AS device,
  COUNT(*) AS requests,
  COUNT_IF(is_bot) AS bots,
  COUNT_IF(device = 'Desktop' AND device_type IN (1, 4, 5) OR device = 'Phone' AND device_type = 2) AS other_type
FROM requests
GROUP BY browser, os
ORDER BY requests DESC, browser, os
LIMIT 20
