INSERT INTO lake.`${lake.namespace}`.hourly_funnel_by_publisher
SELECT * FROM hourly_funnel;
