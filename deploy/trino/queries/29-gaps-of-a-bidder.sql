-- TITLE: Which placements should we ask a bidder about?
-- The newest gaps of the bidder with the most gaps; for another one, write its name in place of the first SELECT.
-- missing names what there is no event of. The partner finds a placement by request_id and imp_id; long ids are
-- hashed. price is that of the first event that has one, CPM in USD.
WITH partner (bidder_id) AS (
  SELECT bidder_id FROM reconciliation_gaps WHERE bidder_id <> 'UNKNOWN'
  GROUP BY bidder_id ORDER BY COUNT(*) DESC, bidder_id LIMIT 1
)
SELECT
  gap.bidder_id AS bidder,
  gap.request_id,
  gap.imp_id,
  gap.missing,
  gap.won_at,
  gap.billed_at,
  gap.rendered_at,
  ROUND(gap.price, 4) AS price
FROM reconciliation_gaps AS gap
JOIN partner ON partner.bidder_id = gap.bidder_id
ORDER BY gap.first_event_at DESC, gap.request_id, gap.imp_id
LIMIT 100
