package io.bidlake.funnel;

import io.bidlake.runtime.lake.TableRows;
import io.bidlake.runtime.window.Contribution;
import io.bidlake.runtime.window.WindowChange;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.util.InstantiationUtil;

/**
 * The operators of the real topology, with what it configures them with, taken out of its graph.
 */
final class FunnelOperators {

  private final Map<String, byte[]> factories = new HashMap<>();

  FunnelOperators(FunnelStages bounds, Duration lateness) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    FunnelTopology.Outputs outputs =
        new FunnelTopology(bounds, lateness, TableRows::asDefined).connect(topic(env));
    outputs.hourlyFunnelChanges().sinkTo(new DiscardingSink<>());
    outputs.lateEvents().sinkTo(new DiscardingSink<>());
    for (StreamNode node : env.getStreamGraph().getStreamNodes()) {
      if (node.getTransformationUID() != null) {
        factories.put(
            node.getTransformationUID(),
            InstantiationUtil.serializeObject(node.getOperatorFactory()));
      }
    }
  }

  private static DataStream<FunnelEvent> topic(StreamExecutionEnvironment env) {
    return env.fromData(Arrays.asList(new FunnelEvent()), FunnelEvent.TYPE);
  }

  StreamOperatorFactory<Contribution> correlate() throws Exception {
    return copy("correlate-funnel");
  }

  StreamOperatorFactory<Contribution> combine() throws Exception {
    return copy("combine-hourly-funnel-by-publisher");
  }

  StreamOperatorFactory<WindowChange> emit() throws Exception {
    return copy("emit-hourly-funnel-by-publisher");
  }

  private <T> StreamOperatorFactory<T> copy(String uid) throws Exception {
    return InstantiationUtil.deserializeObject(
        factories.get(uid), FunnelOperators.class.getClassLoader());
  }
}
