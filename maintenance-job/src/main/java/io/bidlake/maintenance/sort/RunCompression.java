package io.bidlake.maintenance.sort;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Supplier;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4FrameInputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream.BLOCKSIZE;
import net.jpountz.lz4.LZ4FrameOutputStream.FLG;
import net.jpountz.xxhash.XXHashFactory;

/**
 * LZ4 compression of the files of runs, in small blocks, so that many files can be read at once.
 * Blocks have checksums: without them, rows corrupted on disk would replace the good ones in the
 * table.
 */
final class RunCompression {

  private static final int UNKNOWN_SIZE = -1;

  // By default, the library uses its slower Java implementation in a class loader such as Flink's
  // for jobs; sorting with spilling would take 1.5 times as long.
  private static final LZ4Factory LZ4 =
      nativeIfPossible(LZ4Factory::nativeInstance, LZ4Factory::fastestJavaInstance);
  private static final XXHashFactory CHECKSUMS =
      nativeIfPossible(XXHashFactory::nativeInstance, XXHashFactory::fastestJavaInstance);

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

  private static <T> T nativeIfPossible(Supplier<T> fast, Supplier<T> java) {
    try {
      return fast.get();
    } catch (RuntimeException | LinkageError | AssertionError e) {
      return java.get();
    }
  }
}
