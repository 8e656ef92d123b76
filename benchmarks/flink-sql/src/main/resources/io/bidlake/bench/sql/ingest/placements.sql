-- One row per placement of any request, with the columns of bid_requests_enriched that the events of the
-- benchmarks can fill: they have valid country codes and no extensions.
CREATE TEMPORARY VIEW placements AS
SELECT
  r.id AS request_id,
  i.id AS imp_id,
  COALESCE(i.banner.w, i.banner.`format`[1].w) AS imp_banner_w,
  COALESCE(i.banner.h, i.banner.`format`[1].h) AS imp_banner_h,
  COALESCE(i.bidfloor, 0) AS imp_bidfloor,
  r.site.id AS site_id,
  r.site.domain AS site_domain,
  r.site.cat AS site_cat,
  r.publisher_id,
  r.device.devicetype AS device_type,
  r.device.os AS device_os,
  r.device.geo.country AS device_geo_country,
  r.device.geo.region AS device_geo_region,
  r.`user`.id AS user_id,
  r.`at` AS auction_type,
  r.tmax,
  r.cur[1] AS currency,
  r.regs.coppa = 1 AS is_coppa,
  r.regs.gdpr = 1 AS is_gdpr,
  CAST(r.event_timestamp AS TIMESTAMP_LTZ(6)) AS event_timestamp,
  CAST(r.received_at AS TIMESTAMP_LTZ(6)) AS received_at,
  COALESCE(i.bidfloorcur, 'USD') AS imp_bidfloorcur,
  -- The value of a unit of the currency in USD, as in currency-rates.csv.
  COALESCE(i.bidfloor, 0) * CASE COALESCE(i.bidfloorcur, 'USD')
    WHEN 'USD' THEN 1.0E0
    WHEN 'EUR' THEN 1.16E0
    WHEN 'GBP' THEN 1.34E0
    WHEN 'JPY' THEN 0.0065E0
    WHEN 'CAD' THEN 0.72E0
    WHEN 'AUD' THEN 0.66E0
    WHEN 'CHF' THEN 1.25E0
    WHEN 'SEK' THEN 0.106E0
    WHEN 'NOK' THEN 0.099E0
    WHEN 'DKK' THEN 0.155E0
    WHEN 'PLN' THEN 0.275E0
    WHEN 'BRL' THEN 0.185E0
    WHEN 'MXN' THEN 0.055E0
    WHEN 'INR' THEN 0.0112E0
    WHEN 'KRW' THEN 0.00069E0
    WHEN 'SGD' THEN 0.775E0
  END AS imp_bidfloor_usd,
  r.app.id AS app_id,
  r.app.bundle AS app_bundle,
  CASE
    WHEN r.device.devicetype = 2 THEN 'Desktop'
    WHEN r.device.devicetype IN (1, 4, 5) AND r.app IS NOT NULL THEN 'Mobile App'
    WHEN r.device.devicetype IN (1, 4, 5) AND r.site IS NOT NULL THEN 'Mobile Web'
    WHEN r.device.devicetype IN (3, 7) THEN 'CTV'
    WHEN r.device.devicetype = 6 THEN 'Connected Device'
    ELSE 'Unknown'
  END AS device_category,
  r.is_test_traffic,
  r.is_private_ip,
  CASE
    WHEN r.is_test_traffic THEN 'TEST_TRAFFIC'
    WHEN r.is_private_ip THEN 'NON_PUBLIC_IP'
  END AS rejection_reason
FROM judged_requests AS r
CROSS JOIN UNNEST(r.imp) AS i (id, banner, bidfloor, bidfloorcur);
