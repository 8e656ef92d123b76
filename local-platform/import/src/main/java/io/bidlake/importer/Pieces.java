package io.bidlake.importer;

import com.google.common.io.CountingInputStream;
import io.bidlake.openrtb.Content;
import io.bidlake.openrtb.Gunzip;
import io.bidlake.openrtb.json.Documents;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * Splits a file into decompressed pieces. If possible, a piece ends before a line that can be the
 * first of a document, so that most pieces consist of whole documents and can be decoded
 * independently.
 */
final class Pieces implements Closeable {

  /**
   * The maximum size of a piece in bytes; several pieces and their records are in memory at a time.
   */
  static final int SIZE = 512 << 10;

  private static final byte[] NOTHING = {};

  private final Documents kind;
  private final CountingInputStream stored;
  private final InputStream in;

  /** The start of the next piece. */
  private Place place;

  private byte[] rest = NOTHING;
  private boolean hasEnded;
  private IOException fault;

  /**
   * A place in a file.
   *
   * @param position in uncompressed bytes
   * @param line the line number, from 1
   */
  record Place(long position, long line) {

    static final Place BEGIN = new Place(0, 1);

    /** The place after bytes that start here. */
    Place after(byte[] bytes, int length) {
      return new Place(position + length, line + lineEnds(bytes, 0, length));
    }

    static int lineEnds(byte[] bytes, int from, int to) {
      int count = 0;
      for (int i = from; i < to; i++) {
        if (bytes[i] == '\n') {
          count++;
        }
      }
      return count;
    }
  }

  /** A piece; the receiver owns its bytes. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Piece(byte[] bytes, int length, Place place, boolean isLast) {

    Place end() {
      return place.after(bytes, length);
    }
  }

  /**
   * Opens a file.
   *
   * @param kind determines which lines can be the first of a document
   * @param from where to start
   */
  Pieces(InputStream file, Documents kind, Place from) throws IOException {
    this.kind = kind;
    this.place = from;
    this.stored = new CountingInputStream(file);
    try {
      this.in = inflated(new BufferedInputStream(stored, 1 << 16));
      in.skipNBytes(from.position());
    } catch (IOException | RuntimeException e) {
      stored.close();
      throw e;
    }
  }

  private static InputStream inflated(BufferedInputStream in) throws IOException {
    in.mark(2);
    byte[] begin = in.readNBytes(2);
    in.reset();
    if (!Gunzip.isGzip(begin)) {
      return in;
    }
    try {
      return GzipCompressorInputStream.builder()
          .setInputStream(in)
          .setDecompressConcatenated(true)
          .get();
    } catch (IllegalArgumentException e) {
      throw new IOException("header of gzip: " + e.getMessage(), e);
    }
  }

  /** The next piece; null after the last one. */
  Piece next() {
    if (hasEnded) {
      return null;
    }
    byte[] bytes = Arrays.copyOf(rest, SIZE);
    int length = fill(bytes, rest.length);
    int from = place.position() == 0 ? Content.start(bytes, 0, bytes.length) : 0;
    if (from > 0) {
      System.arraycopy(bytes, from, bytes, 0, length - from);
      length -= from;
      place = new Place(from, 1);
    }
    int end = hasEnded ? length : lastBegin(bytes, length);
    rest = Arrays.copyOfRange(bytes, end, length);
    Piece piece = new Piece(bytes, end, place, hasEnded);
    place = piece.end();
    return piece;
  }

  /** Fills the array from an index on; returns the end of the filled part. */
  private int fill(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length && !hasEnded) {
      long before = inflatedBytes();
      try {
        int count = in.read(bytes, at, bytes.length - at);
        hasEnded = count < 0;
        at += Math.max(0, count);
      } catch (IOException e) {
        // The bytes that were decompressed before the error are valid.
        at += (int) (inflatedBytes() - before);
        fault = e;
        hasEnded = true;
      }
    }
    return at;
  }

  private long inflatedBytes() {
    return in instanceof GzipCompressorInputStream gzip ? gzip.getBytesRead() : 0;
  }

  private int lastBegin(byte[] bytes, int length) {
    for (int i = length - 1; i > 0; i--) {
      if (bytes[i - 1] == '\n' && kind.canBegin(bytes[i])) {
        return i;
      }
    }
    return length;
  }

  /** The end of the last piece. */
  Place end() {
    return place;
  }

  /** The error that ended reading; null if there was none. */
  IOException fault() {
    return fault;
  }

  /** The number of bytes read from the stored, possibly compressed, file. */
  long storedBytes() {
    return stored.getCount();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
