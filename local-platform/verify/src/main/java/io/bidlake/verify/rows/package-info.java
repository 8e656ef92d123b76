/** The rows that a record of Kafka makes. */
package io.bidlake.verify.rows;
