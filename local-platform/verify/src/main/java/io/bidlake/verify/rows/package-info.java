/** The rows that are expected from a Kafka record. */
package io.bidlake.verify.rows;
