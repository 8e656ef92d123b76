package io.bidlake.verify.rows;

import io.bidlake.verify.base.Micros;
import io.bidlake.verify.base.TimeLimits;
import io.bidlake.verify.kafka.KafkaEntry;
import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.layout.RowConsumer;
import io.bidlake.verify.text.Reason;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Function;

/** The row of what is no event: a record, or a document in one. */
public final class DeadLetterRows {

  private static final int REASON = Layout.DEAD_LETTERS.index("reason");

  private final RowMaker<Letter> rows;

  DeadLetterRows(TimeLimits limits) {
    Map<String, Function<Letter, Object>> columns =
        Map.of(
            "topic",
            letter -> letter.entry.topicName(),
            "partition",
            letter -> letter.entry.partition(),
            "offset",
            letter -> letter.entry.offset(),
            "document",
            letter -> letter.document,
            "reason",
            letter -> letter.reason == null ? null : letter.reason.name(),
            "raw_payload",
            letter -> letter.payload == null ? null : ByteBuffer.wrap(letter.payload),
            "received_at",
            letter -> Micros.of(limits.receiptOrEarliest(letter.entry.timestamp())));
    rows = RowMaker.of(Layout.DEAD_LETTERS, columns);
  }

  /** Of a whole record of Avro. */
  void make(KafkaEntry entry, RowConsumer consumer) {
    rows.make(new Letter(entry, null, null, entry.value()), consumer);
  }

  /**
   * Of a document.
   *
   * @param reason null if it could be read by now
   */
  void make(KafkaEntry entry, int document, Reason reason, byte[] payload, RowConsumer consumer) {
    rows.make(new Letter(entry, document, reason, payload), consumer);
  }

  /**
   * Makes a row comparable: takes the reason out. What the job calls it does not matter, and a
   * letter that was sent again had a reason that is not there any more.
   */
  public static void settle(Layout table, Object[] row) {
    if (table.equals(Layout.DEAD_LETTERS)) {
      row[REASON] = null;
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // Made for one row, and never compared.
  private record Letter(KafkaEntry entry, Integer document, Reason reason, byte[] payload) {}
}
