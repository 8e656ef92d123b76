package io.bidlake.bench.spark;

import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * Compacts one table with Iceberg's procedure and ends. Prints a line {@code READY} when the
 * session is open and the work starts.
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
