/** Events on their way to Kafka: topics and producers for them, and their bytes in Avro. */
package io.bidlake.producer;
