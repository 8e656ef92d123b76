package io.bidlake.local.service;

import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.PortSetting;
import io.bidlake.local.config.ServiceName;
import io.bidlake.local.process.JavaCommand;
import io.bidlake.local.process.JvmOptions;
import io.bidlake.local.process.Probe;
import io.bidlake.local.process.Template;
import io.bidlake.local.process.ToolProcess;
import io.bidlake.model.ExampleTopics;
import io.bidlake.model.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;

/** A Kafka broker in KRaft mode, with Bidlake's topics. */
public record KafkaService(PlatformConfig config, int controllerPort) implements Service {
  private static final String OPTIONS_HEAP = "-Xmx384m";

  @Override
  public ServiceName name() {
    return ServiceName.KAFKA;
  }

  @Override
  public JavaCommand prepare() throws IOException {
    Path conf = config.state().conf("kafka");
    Path data = config.state().data("kafka");
    Path properties = conf.resolve("server.properties");
    new Template("kafka-server.properties")
        .write(
            properties,
            Map.of(
                "port", Integer.toString(config.ports().of(PortSetting.KAFKA)),
                "controller.port", Integer.toString(controllerPort),
                "folder", data.toString()));
    Path logging = conf.resolve("log4j2.properties");
    new Template("log4j2-server.properties").write(logging, Map.of());

    List<String> options = JvmOptions.logging(JvmOptions.server(OPTIONS_HEAP), logging);
    if (!Files.exists(data.resolve("meta.properties"))) {
      format(properties, options);
    }
    return JavaCommand.main(
            config.installation().kafkaClassPath(),
            "kafka.Kafka",
            JvmOptions.with(options, metricsAgent()))
        .withArguments(List.of(properties.toString()));
  }

  /** The agent that serves the broker's metrics, on 127.0.0.1 like all servers. */
  private String metricsAgent() {
    return "-javaagent:%s=127.0.0.1:%d:%s"
        .formatted(
            config.installation().metricsAgent(),
            config.ports().of(PortSetting.KAFKA_METRICS),
            config.installation().deployed("kafka/jmx-exporter.yml"));
  }

  private void format(Path properties, List<String> options) throws IOException {
    JavaCommand format =
        JavaCommand.main(config.installation().kafkaClassPath(), "kafka.tools.StorageTool", options)
            .withArguments(
                List.of(
                    "format",
                    "--ignore-formatted",
                    "-t",
                    Uuid.randomUuid().toString(),
                    "-c",
                    properties.toString()));
    ToolProcess.run("kafka-format", format, config.state());
  }

  @Override
  public boolean ready() {
    // The operating system accepts connections even for a frozen broker; the metrics come from its
    // JVM.
    return Probe.listens(config.ports().of(PortSetting.KAFKA))
        && Probe.answers(
            config.addresses().uri(PortSetting.KAFKA_METRICS).resolve("/-/healthy"), 200);
  }

  /** Creates the topics that are missing. */
  @Override
  public void setUp() {
    Map<String, Object> settings =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, config.addresses().kafka());
    try (Admin admin = Admin.create(settings)) {
      Set<String> existing = admin.listTopics().names().get();
      List<NewTopic> missing =
          ConfiguredNames.of(ExampleTopics.WITH_OTHERS).stream()
              .filter(topic -> !existing.contains(topic))
              .map(topic -> new NewTopic(topic, Topic.PARTITIONS, (short) 1).configs(Topic.CONFIG))
              .collect(Collectors.toList());
      admin.createTopics(missing).all().get();
    } catch (ExecutionException e) {
      throw new PlatformException("kafka: cannot create the topics: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlatformException("kafka: interrupted while creating the topics", e);
    }
  }
}
