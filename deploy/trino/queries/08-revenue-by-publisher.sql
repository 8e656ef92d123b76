-- TITLE: How much revenue does each publisher earn?
-- Production traffic, each impression once. Prices are CPM: revenue = sum of win_price / 1000, in USD.
-- eCPM = what a thousand impressions earned; RPM = what a thousand requests earned, filled or not.
-- An impression in a currency without a rate has no price in USD: unpriced counts these.
WITH rates AS (
  -- What one unit of a currency is worth in USD: the rates that come with the jobs.
  SELECT * FROM (VALUES
    -- generated: rates of currencies
    ('USD', 1.0e0),
    ('EUR', 1.16e0),
    ('GBP', 1.34e0),
    ('JPY', 0.0065e0),
    ('CAD', 0.72e0),
    ('AUD', 0.66e0),
    ('CHF', 1.25e0),
    ('SEK', 0.106e0),
    ('NOK', 0.099e0),
    ('DKK', 0.155e0),
    ('PLN', 0.275e0),
    ('BRL', 0.185e0),
    ('MXN', 0.055e0),
    ('INR', 0.0112e0),
    ('KRW', 0.00069e0),
    ('SGD', 0.775e0)
    -- end of generated: rates of currencies
  ) AS rate (currency, usd)
), requests AS (
  SELECT request_id, MIN(publisher_id) AS publisher_id FROM bid_requests GROUP BY request_id
), sold AS (
  SELECT
    impressions.impression_id,
    MIN(impressions.request_id) AS request_id,
    MIN_BY(impressions.win_price * rates.usd, impressions.event_timestamp) AS cpm_usd
  FROM impressions
  LEFT JOIN rates ON rates.currency = impressions.win_currency
  GROUP BY impressions.impression_id
)
SELECT
  COALESCE(requests.publisher_id, 'UNKNOWN') AS publisher,
  COUNT(DISTINCT requests.request_id) AS requests,
  COUNT(sold.impression_id) AS impressions,
  ROUND(COALESCE(SUM(sold.cpm_usd), 0) / 1000, 4) AS revenue_usd,
  ROUND(AVG(sold.cpm_usd), 3) AS ecpm_usd,
  ROUND(COALESCE(SUM(sold.cpm_usd), 0) / NULLIF(COUNT(DISTINCT requests.request_id), 0), 3) AS rpm_usd,
  COUNT_IF(sold.impression_id IS NOT NULL AND sold.cpm_usd IS NULL) AS unpriced
FROM requests
LEFT JOIN sold ON sold.request_id = requests.request_id
GROUP BY requests.publisher_id
ORDER BY revenue_usd DESC, publisher
LIMIT 20
