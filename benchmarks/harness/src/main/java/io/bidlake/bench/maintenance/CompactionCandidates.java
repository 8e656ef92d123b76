package io.bidlake.bench.maintenance;

import io.bidlake.bench.platform.BenchPlatform;
import io.bidlake.bench.result.Contender;
import java.util.List;

/** The contenders that can compact a table, with and without sorting its rows. */
final class CompactionCandidates {

  private CompactionCandidates() {}

  static List<CompactionCandidate> all(BenchPlatform platform) {
    return List.of(
        bidlake(platform, RowOrder.AS_THEY_COME, "Bidlake"),
        spark(platform, RowOrder.AS_THEY_COME, "spark-binpack", "Spark, binpack"),
        bidlake(platform, RowOrder.SORTED, "Bidlake, sorted"),
        spark(platform, RowOrder.SORTED, "spark-sort", "Spark, sort"));
  }

  private static CompactionCandidate bidlake(BenchPlatform platform, RowOrder order, String title) {
    return new PassCompaction(new Contender(order.ours(), title, order.title()), platform, order);
  }

  private static CompactionCandidate spark(
      BenchPlatform platform, RowOrder order, String name, String title) {
    return new SparkCompaction(new Contender(name, title, order.title()), platform, order);
  }
}
