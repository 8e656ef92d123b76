package io.bidlake.verify.layout;

/** Receives rows from Kafka or from the lake. The array is reused after the call. */
@FunctionalInterface
public interface RowConsumer {

  void accept(Layout table, Object[] row);
}
