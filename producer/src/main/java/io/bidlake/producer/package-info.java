/** Writing to Kafka: creates topics, opens producers and encodes events in Avro. */
package io.bidlake.producer;
