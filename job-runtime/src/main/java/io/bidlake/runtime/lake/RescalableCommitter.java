package io.bidlake.runtime.lake;

import java.lang.reflect.Field;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.transformations.PhysicalTransformation;

/**
 * Lets a job with FlinkSink resume with a different parallelism. FlinkSink sets the maximum
 * parallelism of its committer to 1. In a job with parallelism 1, however, Flink chains the
 * committer to the writer and stores the writer's maximum parallelism for both. Such a savepoint is
 * rejected when the job resumes with a higher parallelism and the committer is no longer chained.
 *
 * <p>The committer has parallelism 1 in any case. This class therefore removes its maximum
 * parallelism, so that Flink uses that of the savepoint, and prevents chaining, so that no other
 * operator gets the maximum of the committer.
 */
final class RescalableCommitter {

  private RescalableCommitter() {}

  /**
   * Changes the committer of a sink.
   *
   * @param sink sink that FlinkSink has built
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
      // The setter does not accept the value for "not set".
      Field maxParallelism = Transformation.class.getDeclaredField("maxParallelism");
      maxParallelism.setAccessible(true);
      maxParallelism.setInt(committer, JobVertex.MAX_PARALLELISM_DEFAULT);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "Flink does not keep the maximum parallelism as it did in 2.1", e);
    }
  }
}
