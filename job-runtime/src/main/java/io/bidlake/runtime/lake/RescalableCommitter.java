package io.bidlake.runtime.lake;

import java.lang.reflect.Field;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.transformations.PhysicalTransformation;

/**
 * Lets a job with FlinkSink go on with another number of tasks. The sink sets the maximum
 * parallelism of its committer to 1. In a job of one task Flink chains the committer to the writer,
 * though, and writes down the writer's maximum for both; a savepoint of that is refused as soon as
 * the committer stands alone, with more tasks.
 *
 * <p>The committer has one task in any case. So this takes its maximum away, whereupon Flink takes
 * the one of the savepoint, and keeps it out of the chain, so that no other operator gets its
 * maximum.
 */
final class RescalableCommitter {

  private RescalableCommitter() {}

  /**
   * Changes the committer of a sink.
   *
   * @param sink one that FlinkSink has built
   */
  static void in(DataStreamSink<?> sink) {
    PhysicalTransformation<?> committer =
        sink.getTransformation().getTransitivePredecessors().stream()
            .filter(step -> step.getName().endsWith("IcebergFilesCommitter"))
            .map(step -> (PhysicalTransformation<?>) step)
            .findFirst()
            .orElseThrow();
    committer.setChainingStrategy(ChainingStrategy.HEAD);
    try {
      // Its setter takes no value that says "none".
      Field maxParallelism = Transformation.class.getDeclaredField("maxParallelism");
      maxParallelism.setAccessible(true);
      maxParallelism.setInt(committer, JobVertex.MAX_PARALLELISM_DEFAULT);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Flink does not keep it as it did in 2.1", e);
    }
  }
}
