/** Reads and decodes Kafka's records without the jobs' code. */
package io.bidlake.verify.kafka;
