package io.bidlake.verify.report;

/**
 * One table, or one hour of it, on both sides.
 *
 * @param kafkaRows rows that Kafka's records make
 * @param lakeRows rows of the table
 * @param kafkaIds distinct ids of Kafka's rows
 * @param lakeIds distinct ids of the table's rows
 * @param missingIds ids that only Kafka has
 * @param unexpectedIds ids that only the table has
 * @param miscountedIds ids that both have, but not the same number of times
 * @param differingIds ids that both have as often, with other values in a column
 * @param kafkaDuplicates Kafka's rows beyond the first of their id
 * @param lakeDuplicates the table's rows beyond the first of their id
 * @param kafkaMoney sum of the money column by Kafka
 * @param lakeMoney sum of the money column by the table
 * @param moneyAgrees whether the two sums are equal but for rounding
 */
public record Figures(
    long kafkaRows,
    long lakeRows,
    long kafkaIds,
    long lakeIds,
    long missingIds,
    long unexpectedIds,
    long miscountedIds,
    long differingIds,
    long kafkaDuplicates,
    long lakeDuplicates,
    double kafkaMoney,
    double lakeMoney,
    boolean moneyAgrees) {

  public boolean agree() {
    return kafkaRows == lakeRows
        && kafkaDuplicates == lakeDuplicates
        && missingIds + unexpectedIds + miscountedIds + differingIds == 0
        && moneyAgrees;
  }
}
