/** Compares the landing tables, each of one topic with any schema, with the records of Kafka. */
package io.bidlake.verify.landing;
