-- The lake, whose tables already exist.
CREATE CATALOG lake WITH (
  'type' = 'iceberg',
  ${catalog}
);
