/** The generator's side of Kafka: topics that are missing, and messages out. */
package io.bidlake.generator.kafka;
