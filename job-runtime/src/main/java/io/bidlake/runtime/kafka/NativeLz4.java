package io.bidlake.runtime.kafka;

import net.jpountz.lz4.LZ4Factory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the Kafka client decompress LZ4 with native code. By default it uses the Java
 * implementation in any class loader except the system class loader, hence in every Flink job.
 */
final class NativeLz4 {

  private static final Logger LOG = LoggerFactory.getLogger(NativeLz4.class);

  private NativeLz4() {}

  /**
   * Loads the native library, unless it is loaded; if that fails, the Java implementation stays in
   * use.
   */
  static void load() {
    try {
      LZ4Factory.nativeInstance();
    } catch (LinkageError | AssertionError | RuntimeException e) {
      LOG.info("LZ4 is decompressed in Java, as its library cannot be loaded: {}", e.toString());
    }
  }
}
