package io.bidlake.redrive;

import io.bidlake.tables.Tables;
import io.bidlake.verify.kafka.RecordId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.util.function.Consumer;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.io.CloseableIterable;

/**
 * The table {@code dead_letters}.
 *
 * @param table the table; letters that are added during a read are not read
 */
record LetterTable(Table table) {

  /**
   * Loads the table.
   *
   * @throws CannotRedriveException if it does not exist
   */
  static LetterTable load(Catalog catalog, String namespace) {
    TableIdentifier id =
        TableIdentifier.of(Namespace.of(namespace.split("\\.")), Tables.DEAD_LETTERS.name());
    try {
      return new LetterTable(catalog.loadTable(id));
    } catch (NoSuchTableException e) {
      throw new CannotRedriveException(
          "table %s does not exist: the ingest job creates it when it starts".formatted(id));
    }
  }

  /** Passes on the selected letters one by one, in no particular order. */
  void read(Selection selection, Consumer<Letter> letters) {
    try (CloseableIterable<Record> rows =
        IcebergGenerics.read(table).where(selection.filter()).build()) {
      rows.forEach(row -> letters.accept(letter(row)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Letter letter(Record row) {
    ByteBuffer value = (ByteBuffer) row.getField("raw_payload");
    byte[] payload = new byte[value == null ? 0 : value.remaining()];
    if (value != null) {
      value.duplicate().get(payload);
    }
    Integer document = (Integer) row.getField("document");
    RecordId id =
        new RecordId(
            ((String) row.getField("topic")).intern(),
            (int) row.getField("partition"),
            (long) row.getField("offset"),
            ((OffsetDateTime) row.getField("received_at")).toInstant().toEpochMilli(),
            RecordId.part(document == null ? 0 : document, payload));
    return new Letter(id, (String) row.getField("reason"), (String) row.getField("error"), payload);
  }
}
