package io.bidlake.redrive;

import io.bidlake.redrive.Tally.Kept;
import io.bidlake.tables.Tables;
import io.bidlake.verify.base.CannotVerifyException;
import io.bidlake.verify.kafka.RecordId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.util.ByteBuffers;

/**
 * The selected letters of the table {@code dead_letters} that can be sent.
 *
 * @param table the table; letters that are added during a read are not read
 * @param topics the topics that exist in Kafka
 * @param tally receives the letters that are not sent, and the reasons
 */
record DeadLetters(Table table, Selection selection, Set<String> topics, Tally tally) {

  /**
   * A row of the table.
   *
   * @param id the Kafka record, or the document in one
   * @param reason the kind of error
   * @param error the error message
   * @param payload the original bytes; empty if there were none
   */
  @SuppressWarnings("ArrayRecordComponent") // Letters are only compared by id.
  record Letter(RecordId id, String reason, String error, byte[] payload) {

    static Letter of(Record row) {
      ByteBuffer value = (ByteBuffer) row.getField("raw_payload");
      byte[] payload = value == null ? new byte[0] : ByteBuffers.toByteArray(value);
      Integer document = (Integer) row.getField("document");
      RecordId id =
          new RecordId(
              ((String) row.getField("topic")).intern(),
              (int) row.getField("partition"),
              (long) row.getField("offset"),
              ((OffsetDateTime) row.getField("received_at")).toInstant().toEpochMilli(),
              RecordId.part(document == null ? 0 : document, payload));
      return new Letter(
          id, (String) row.getField("reason"), (String) row.getField("error"), payload);
    }
  }

  /**
   * Loads the table.
   *
   * @throws CannotVerifyException if it does not exist
   */
  static Table table(Catalog catalog, String namespace) {
    TableIdentifier id = TableIdentifier.parse(namespace + "." + Tables.DEAD_LETTERS.name());
    try {
      return catalog.loadTable(id);
    } catch (NoSuchTableException e) {
      throw new CannotVerifyException(
          "table %s does not exist: the ingest job creates it when it starts".formatted(id));
    }
  }

  /**
   * Passes on each letter once, in no particular order. The table contains a letter twice after the
   * ingest job was started from an older savepoint.
   *
   * @param sent the letters that were sent before; those that are passed on are added
   */
  void forEach(Set<RecordId> sent, Consumer<Letter> letters) {
    try (CloseableIterable<Record> rows =
        IcebergGenerics.read(table).where(selection.filter()).build()) {
      for (Record row : rows) {
        Letter letter = Letter.of(row);
        if (letter.payload().length == 0) {
          tally.kept(Kept.WITHOUT_VALUE);
        } else if (!topics.contains(letter.id().topic())) {
          tally.kept(Kept.TOPIC_GONE);
        } else if (!sent.add(letter.id())) {
          tally.kept(Kept.SENT_BEFORE);
        } else {
          letters.accept(letter);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
