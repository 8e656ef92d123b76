package io.bidlake.bench.connect;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The topic of the sink's commits, which must be created if Kafka does not create topics
 * automatically.
 */
final class ControlTopic {

  private ControlTopic() {}

  static void create(ConnectSettings settings) throws InterruptedException, ExecutionException {
    NewTopic topic = new NewTopic(SinkProperties.controlTopic(settings), 1, (short) 1);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", settings.bootstrapServers()))) {
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }
}
