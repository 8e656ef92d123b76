package io.bidlake.testing;

import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;

/** Helpers for tests of job graphs. */
public final class JobGraphs {

  private JobGraphs() {}

  /**
   * Returns a configuration with which Flink rejects a graph that has an operator without a uid.
   */
  public static Configuration flink() {
    return new Configuration()
        .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(10))
        .set(PipelineOptions.AUTO_GENERATE_UIDS, false);
  }

  /** Returns the uid of each operator; an empty text if it has none. */
  public static List<String> uids(StreamGraph graph) {
    return graph.getStreamNodes().stream().map(JobGraphs::uid).toList();
  }

  private static String uid(StreamNode node) {
    String uid = node.getTransformationUID();
    return uid == null ? "" : uid;
  }

  /** Returns the vertices of the job graph, each of which is a chain of operators. */
  public static List<JobVertex> vertices(StreamGraph graph) {
    return StreamSupport.stream(graph.getJobGraph().getVertices().spliterator(), false).toList();
  }
}
