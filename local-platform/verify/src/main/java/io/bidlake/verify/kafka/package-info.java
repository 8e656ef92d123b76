/** Kafka's records, read and decoded without the jobs' code. */
package io.bidlake.verify.kafka;
