package io.bidlake.maintenance.sort;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4FrameInputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream.BLOCKSIZE;
import net.jpountz.lz4.LZ4FrameOutputStream.FLG;
import net.jpountz.xxhash.XXHashFactory;

/**
 * LZ4 for the files of runs, in blocks so small that many files can be read at once. With
 * checksums: rows that a disk has changed would go to the table, and the good ones be gone.
 */
final class RunCompression {

  private static final int UNKNOWN_SIZE = -1;
  private static final LZ4Factory LZ4;
  private static final XXHashFactory CHECKSUMS;

  // Left to itself, the library takes its slower Java code below a class loader such as Flink's
  // for jobs; sorting with files would take half as long again.
  static {
    LZ4Factory lz4;
    XXHashFactory checksums;
    try {
      lz4 = LZ4Factory.nativeInstance();
      checksums = XXHashFactory.nativeInstance();
    } catch (RuntimeException | LinkageError | AssertionError e) {
      lz4 = LZ4Factory.fastestJavaInstance();
      checksums = XXHashFactory.fastestJavaInstance();
    }
    LZ4 = lz4;
    CHECKSUMS = checksums;
  }

  private RunCompression() {}

  static OutputStream compress(OutputStream file) throws IOException {
    return new LZ4FrameOutputStream(
        file,
        BLOCKSIZE.SIZE_64KB,
        UNKNOWN_SIZE,
        LZ4.fastCompressor(),
        CHECKSUMS.hash32(),
        FLG.Bits.BLOCK_INDEPENDENCE,
        FLG.Bits.BLOCK_CHECKSUM);
  }

  static InputStream decompress(InputStream file) throws IOException {
    return new LZ4FrameInputStream(file, LZ4.safeDecompressor(), CHECKSUMS.hash32());
  }

  /** Which code compresses: native or Java. */
  static String implementation() {
    return LZ4.toString();
  }
}
