/** Kafka sources, their settings, and event time. */
package io.bidlake.runtime.kafka;
