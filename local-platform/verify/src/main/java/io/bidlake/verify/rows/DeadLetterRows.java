package io.bidlake.verify.rows;

import io.bidlake.verify.base.Micros;
import io.bidlake.verify.base.TimeLimits;
import io.bidlake.verify.kafka.KafkaEntry;
import io.bidlake.verify.layout.DeadLetterReason;
import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.layout.RowConsumer;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The rows of {@code dead_letters}: a record, or a document in one. */
public final class DeadLetterRows {

  private static final int REASON = Layout.DEAD_LETTERS.index("reason");

  private final RowMaker<Letter> rows;

  DeadLetterRows(TimeLimits limits) {
    Map<String, Function<Letter, Object>> columns = new HashMap<>();
    columns.put("topic", letter -> letter.entry.topicName());
    columns.put("partition", letter -> letter.entry.partition());
    columns.put("offset", letter -> letter.entry.offset());
    columns.put(
        "document", letter -> letter.document == ExpectedRows.WHOLE ? null : letter.document);
    columns.put("reason", letter -> letter.reason == null ? null : letter.reason.name());
    columns.put(
        "raw_payload", letter -> letter.payload == null ? null : ByteBuffer.wrap(letter.payload));
    columns.put(
        "received_at", letter -> Micros.of(limits.receiptOrEarliest(letter.entry.timestamp())));
    rows = RowMaker.of(Layout.DEAD_LETTERS, columns, Set.of());
  }

  /**
   * Makes the row of a document, or of a whole record.
   *
   * @param reason the reason; null if the document can be decoded by now
   */
  void make(
      KafkaEntry entry,
      int document,
      DeadLetterReason reason,
      byte[] payload,
      RowConsumer consumer) {
    rows.make(new Letter(entry, document, reason, payload), 1, consumer);
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
  private record Letter(KafkaEntry entry, int document, DeadLetterReason reason, byte[] payload) {}
}
