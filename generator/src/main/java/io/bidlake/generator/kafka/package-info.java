/** The generator's output to Kafka. */
package io.bidlake.generator.kafka;
