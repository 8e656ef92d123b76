/** The two programs: one compares Kafka with the lake, the other shows the tables. */
package io.bidlake.verify;
