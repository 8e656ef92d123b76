/** The events as generated records, the topics that carry them, and where Kafka is. */
package io.bidlake.model;
