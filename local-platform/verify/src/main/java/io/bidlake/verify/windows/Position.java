package io.bidlake.verify.windows;

/**
 * Where a record stands in Kafka.
 *
 * @param topic default name of its topic
 * @param partition its partition
 * @param offset its offset
 */
record Position(String topic, int partition, long offset) {

  @Override
  public String toString() {
    return topic + "-" + partition + "@" + offset;
  }
}
