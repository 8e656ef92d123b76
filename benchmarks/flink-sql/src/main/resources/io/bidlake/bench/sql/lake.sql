-- The lake, whose tables are there already.
CREATE CATALOG lake WITH (
  'type' = 'iceberg',
  ${catalog}
);
