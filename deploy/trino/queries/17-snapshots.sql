-- TITLE: How did bid_requests grow, commit by commit?
-- The last 20 snapshots. Each can be queried: SELECT ... FROM bid_requests FOR VERSION AS OF <snapshot_id>.
-- append is a commit of the ingest job at a checkpoint, replace one of maintenance: same rows, fewer files.
SELECT
  committed_at,
  snapshot_id,
  operation,
  CAST(COALESCE(ELEMENT_AT(summary, 'added-records'), '0') AS BIGINT) AS added_records,
  CAST(ELEMENT_AT(summary, 'total-records') AS BIGINT) AS total_records,
  CAST(ELEMENT_AT(summary, 'total-data-files') AS BIGINT) AS total_files
FROM "bid_requests$snapshots"
ORDER BY committed_at DESC
LIMIT 20
