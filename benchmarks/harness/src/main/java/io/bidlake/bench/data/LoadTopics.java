package io.bidlake.bench.data;

import io.bidlake.bench.platform.BenchPlatform;
import io.bidlake.local.process.JavaCommand;
import io.bidlake.local.process.ToolProcess;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.registry.SchemaRegistry;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Fills the topics with the generator, once for all runs. */
public final class LoadTopics {

  private static final List<String> VM = List.of("-Xmx384m", "-XX:+UseParallelGC");

  private final BenchPlatform platform;

  public LoadTopics(BenchPlatform platform) {
    this.platform = platform;
  }

  public void load(Traffic traffic) throws IOException {
    for (Map<String, String> load : traffic.loads()) {
      ToolProcess.run(
          "load-" + traffic.name(), generator(platform, traffic, load), platform.state());
    }
    try (KafkaTopics topics = new KafkaTopics(platform.addresses().kafka())) {
      topics.createMissing(traffic.names());
    }
    // Also for topics that stay empty: some contenders fetch the schema before they read.
    SchemaRegistry registry = new SchemaRegistry(platform.registry());
    for (Topic<?> topic : Topics.ALL) {
      registry.register(Topic.subject(traffic.nameOf(topic)), topic.schema());
    }
  }

  /** The command of the generator for one load of the traffic. */
  public static JavaCommand generator(
      BenchPlatform platform, Traffic traffic, Map<String, String> load) {
    Map<String, String> environment = new HashMap<>(traffic.environment(load));
    environment.put("KAFKA_BOOTSTRAP_SERVERS", platform.addresses().kafka());
    environment.put("SCHEMA_REGISTRY_URL", platform.addresses().schemaRegistry().toString());
    return JavaCommand.jar(platform.installation().generatorJar(), VM).withEnvironment(environment);
  }
}
