package io.bidlake.importer;

import io.bidlake.model.Topic;
import io.bidlake.producer.ByTopic;
import io.bidlake.producer.TopicSetup;
import io.bidlake.registry.SchemaRegistry;

/**
 * Where records go, and what their schemas are called there.
 *
 * @param schemaIds ids of the topics' schemas; null to look for times only
 */
record Target(Sink sink, ByTopic<Integer> schemaIds) {

  /** Makes records and sends none. */
  static Target none() {
    return new Target(Sink.NONE, new ByTopic<>(topic -> 0));
  }

  /** Makes no records. */
  static Target forTimes() {
    return new Target(Sink.NONE, null);
  }

  /** Kafka, where missing topics are created, and the registry, where schemas are registered. */
  static Target kafka(ImportSettings settings) {
    new TopicSetup(settings.kafka()).createMissing();
    SchemaRegistry registry = new SchemaRegistry(settings.registry());
    ByTopic<Integer> schemaIds =
        new ByTopic<>(
            (Topic<?> topic) ->
                registry.register(Topic.subject(settings.kafka().nameOf(topic)), topic.schema()));
    return new Target(Sink.kafka(settings.kafka()), schemaIds);
  }
}
