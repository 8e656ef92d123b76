-- TITLE: Which Kafka records could not be decoded, and why?
-- One row per topic and reason, then the total; only the total if there are no dead letters.
SELECT
  COALESCE(topic, 'all topics') AS kafka_topic,
  COALESCE(reason, 'all reasons') AS fault,
  COUNT(*) AS records,
  MIN(received_at) AS first_received,
  MAX(received_at) AS last_received,
  MAX_BY(error, received_at) AS last_error
FROM dead_letters
GROUP BY GROUPING SETS ((topic, reason), ())
ORDER BY GROUPING(topic), records DESC, kafka_topic, fault
