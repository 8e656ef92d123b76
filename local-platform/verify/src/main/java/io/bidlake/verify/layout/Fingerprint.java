package io.bidlake.verify.layout;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;

/** Computes the hashes by which rows are compared. Not thread-safe. */
public final class Fingerprint {

  private static final Hasher128 IDS = Hashing.xxh3_128();
  private static final Hasher64 ROWS = Hashing.xxh3_64();

  private final RowBytes bytes = new RowBytes();

  /** A hash of the row's id columns. */
  public RowId id(Layout table, Object[] row) {
    bytes.clear();
    for (int index : table.identity()) {
      bytes.put(row[index]);
    }
    HashValue128 hash = IDS.hashBytesTo128Bits(bytes.bytes(), 0, bytes.length());
    return new RowId(hash.getMostSignificantBits(), hash.getLeastSignificantBits());
  }

  /** A hash of all columns of the row. */
  public long content(Object[] row) {
    bytes.clear();
    for (Object value : row) {
      bytes.put(value);
    }
    return ROWS.hashBytesToLong(bytes.bytes(), 0, bytes.length());
  }
}
