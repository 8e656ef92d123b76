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

/** What tests ask about the graph of a job. */
public final class JobGraphs {

  private JobGraphs() {}

  /** Flink refuses a graph with an operator without uid itself when it may not make one up. */
  public static Configuration flink() {
    return new Configuration()
        .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(10))
        .set(PipelineOptions.AUTO_GENERATE_UIDS, false);
  }

  /** The uid of each operator; an empty text where there is none. */
  public static List<String> uids(StreamGraph graph) {
    return graph.getStreamNodes().stream().map(JobGraphs::uid).toList();
  }

  private static String uid(StreamNode node) {
    String uid = node.getTransformationUID();
    return uid == null ? "" : uid;
  }

  /** What runs in one thread each. */
  public static List<JobVertex> vertices(StreamGraph graph) {
    return StreamSupport.stream(graph.getJobGraph().getVertices().spliterator(), false).toList();
  }
}
