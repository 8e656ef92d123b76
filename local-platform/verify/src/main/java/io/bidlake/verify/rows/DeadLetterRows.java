package io.bidlake.verify.rows;

import io.bidlake.verify.base.Micros;
import io.bidlake.verify.base.TimeLimits;
import io.bidlake.verify.kafka.KafkaEntry;
import io.bidlake.verify.layout.DeadLetterReason;
import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.layout.RowConsumer;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Function;

/** The rows of {@code dead_letters}: a record, or a document in one. */
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

  /** Makes the row of a whole Avro record. */
  void make(KafkaEntry entry, RowConsumer consumer) {
    rows.make(new Letter(entry, null, null, entry.value()), consumer);
  }

  /**
   * Makes the row of a document.
   *
   * @param reason the reason; null if the document can be decoded by now
   */
  void make(
      KafkaEntry entry,
      int document,
      DeadLetterReason reason,
      byte[] payload,
      RowConsumer consumer) {
    rows.make(new Letter(entry, document, reason, payload), consumer);
  }

  /**
   * Makes a row comparable: removes the reason. The job's choice of the reason is not verified, and
   * the reason of a redriven letter may no longer apply.
   */
  public static void settle(Layout table, Object[] row) {
    if (table.equals(Layout.DEAD_LETTERS)) {
      row[REASON] = null;
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // Created for one row, and never compared.
  private record Letter(
      KafkaEntry entry, Integer document, DeadLetterReason reason, byte[] payload) {}
}
