/** The programs: one compares Kafka with the lake, one shows the tables. */
package io.bidlake.verify;
