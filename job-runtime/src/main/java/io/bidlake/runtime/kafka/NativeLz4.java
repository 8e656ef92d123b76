package io.bidlake.runtime.kafka;

import net.jpountz.lz4.LZ4Factory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has Kafka's client decompress by native code. Left to itself it takes the code in Java in any
 * class loader but the system's, so in every Flink job.
 */
final class NativeLz4 {

  private static final Logger LOG = LoggerFactory.getLogger(NativeLz4.class);

  private NativeLz4() {}

  /** Loads the library, unless it is loaded; where there is none the code in Java stays. */
  static void load() {
    try {
      LZ4Factory.nativeInstance();
    } catch (LinkageError | AssertionError | RuntimeException e) {
      LOG.info("LZ4 is decompressed in Java, as its library cannot be loaded: {}", e.toString());
    }
  }
}
