-- TITLE: Does hourly_impressions_by_geo agree with the core tables, hour by hour?
-- Columns raw_ are counted here from impressions of all traffic, each once, in the hour in which it happened, at
-- the rates that come with the jobs (if you have set currency-rates, change them here too). Revenue is in USD.
-- The differences are 0 except for uncounted events, which are in late_events, and for some seconds after a late
-- event, until each job has committed it.
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
), priced AS (
  SELECT
    impressions.request_id,
    impressions.impression_id,
    MIN(impressions.event_timestamp) AS at,
    MIN_BY(impressions.win_price * rates.usd, impressions.event_timestamp) AS cpm_usd
  FROM impressions
  JOIN rates ON rates.currency = impressions.win_currency
  GROUP BY impressions.request_id, impressions.impression_id
), raw AS (
  SELECT DATE_TRUNC('hour', at) AS hour, COUNT(*) AS impressions, SUM(cpm_usd) / 1000 AS revenue
  FROM priced
  GROUP BY 1
), hourly AS (
  SELECT window_start AS hour, SUM(impression_count) AS impressions, SUM(total_revenue) AS revenue
  FROM hourly_impressions_by_geo
  GROUP BY window_start
)
SELECT
  hourly.hour,
  hourly.impressions,
  raw.impressions AS raw_impressions,
  hourly.impressions - raw.impressions AS impressions_difference,
  ROUND(hourly.revenue, 6) AS revenue_usd,
  ROUND(raw.revenue, 6) AS raw_revenue_usd,
  ROUND(ABS(hourly.revenue - raw.revenue), 6) AS revenue_difference_usd
FROM hourly
LEFT JOIN raw ON raw.hour = hourly.hour
ORDER BY hourly.hour
