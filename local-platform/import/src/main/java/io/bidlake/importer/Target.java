package io.bidlake.importer;

import io.bidlake.model.Topic;
import io.bidlake.producer.ByTopic;
import io.bidlake.producer.TopicSetup;
import io.bidlake.registry.SchemaRegistry;

/**
 * The destination of records, with the ids of their schemas.
 *
 * @param schemaIds the ids of the topics' schemas; null to check times only
 */
record Target(Sink sink, ByTopic<Integer> schemaIds) {

  /** Creates records but sends none. */
  static Target none() {
    return new Target(Sink.NONE, new ByTopic<>(topic -> 0));
  }

  /** Creates no records, to check times only. */
  static Target forTimes() {
    return new Target(Sink.NONE, null);
  }

  /** Kafka and the schema registry; creates missing topics and registers the schemas. */
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
