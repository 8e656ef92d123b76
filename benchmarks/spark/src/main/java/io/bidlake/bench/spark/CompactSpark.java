package io.bidlake.bench.spark;

import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * Compacts one table by Iceberg's procedure and ends. Prints {@code READY} on a line of its own
 * when the session is there and the work begins.
 */
public final class CompactSpark {

  private CompactSpark() {}

  public static void main(String[] args) {
    SparkCompactSettings settings = SparkCompactSettings.read(List.of(args), System.getenv());
    SparkSession spark =
        LakeSession.open(
            "bidlake-compact", settings.parallelism(), settings.workFolder(), settings.catalog());
    try {
      System.out.println("READY");
      spark.sql(settings.call()).collectAsList().forEach(System.out::println);
    } finally {
      spark.stop();
    }
  }
}
