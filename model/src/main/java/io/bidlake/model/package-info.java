/** The events as generated Avro records, the topics that carry them, and the settings of Kafka. */
package io.bidlake.model;
