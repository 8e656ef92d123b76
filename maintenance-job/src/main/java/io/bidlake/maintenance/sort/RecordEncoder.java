package io.bidlake.maintenance.sort;

import io.bidlake.maintenance.sort.keys.KeyBytes;
import io.bidlake.maintenance.sort.keys.SortKeys;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.binary.BinaryRowData;
import org.apache.flink.table.data.binary.BinarySegmentUtils;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.RowType;

/** Makes a record of a row: encodes both its parts, and writes them where they are wanted. */
final class RecordEncoder {

  private final SortKeys keys;
  private final RowType type;

  private RowDataSerializer serializer;
  private KeyBytes key = new KeyBytes();
  private BinaryRowData row;
  private long largestRow;

  RecordEncoder(SortKeys keys, RowType type) {
    this.keys = keys;
    this.type = type;
    this.serializer = new RowDataSerializer(type);
  }

  /** Takes a row; what is written until the next one is of it. */
  void encode(RowData value) {
    row = serializer.toBinaryRow(value);
    keys.write(value, key);
    largestRow = Math.max(largestRow, row.getSizeInBytes());
  }

  /** Bytes of the record. */
  int size() {
    return RecordLayout.sizeOf(key.size(), row.getSizeInBytes());
  }

  void writeTo(byte[] bytes, int record) {
    RecordLayout.writeHeader(bytes, record, key.size(), row.getSizeInBytes());
    key.copyTo(bytes, record + RecordLayout.HEADER);
    BinarySegmentUtils.copyToBytes(
        row.getSegments(),
        row.getOffset(),
        bytes,
        record + RecordLayout.HEADER + key.size(),
        row.getSizeInBytes());
  }

  /** Bytes of the heap that this takes at most; Flink's serializer grows by halves. */
  long heldBytes() {
    return largestRow + largestRow / 2 + key.capacity();
  }

  /** Forgets the arrays that large rows have left, so that smaller ones get the memory. */
  void shrink() {
    serializer = new RowDataSerializer(type);
    key = new KeyBytes();
    row = null;
    largestRow = 0;
  }
}
