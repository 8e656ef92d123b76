package io.bidlake.landing;

import io.bidlake.domain.reference.Reference;
import io.bidlake.landing.rules.Rules;
import io.bidlake.landing.table.SharedTables;
import io.bidlake.landing.table.TopicTables;
import io.bidlake.registry.WriterSchemas;
import java.util.HashMap;
import java.util.Map;

/** Makes the rows of all topics in a task. Topics whose rules change begin anew. */
final class RowsByTopic implements AutoCloseable {

  private final RowSettings settings;
  private final TopicTables tables;
  private final WriterSchemas schemas;
  private final Reference<Rules> reference;
  private final Map<String, TopicRows> topics = new HashMap<>();

  private Rules rules;

  /** Opens the tables; {@link #close} releases them. */
  RowsByTopic(RowSettings settings) {
    this.settings = settings;
    this.tables = SharedTables.acquire(settings.tables());
    this.schemas = new WriterSchemas(settings.registry());
    this.reference = settings.rules();
  }

  TopicRows of(String topic) {
    Rules now = reference.current();
    if (now != rules) {
      rules = now;
      topics.values().removeIf(rows -> !rows.rule().equals(now.of(rows.topic())));
    }
    TopicRows rows = topics.get(topic);
    if (rows == null) {
      rows = new TopicRows(topic, now.of(topic), tables, schemas, settings.possible());
      topics.put(topic, rows);
    }
    return rows;
  }

  @Override
  public void close() {
    SharedTables.release(settings.tables());
  }
}
