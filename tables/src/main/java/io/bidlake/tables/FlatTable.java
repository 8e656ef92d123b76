package io.bidlake.tables;

import io.bidlake.model.Topic;
import io.bidlake.tables.Column.Value;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * The table of a flat topic: one row for each event, one column for each field of its schema. A
 * field that is added to the schema is a new column without any code.
 */
public final class FlatTable<T extends SpecificRecord> extends TableDefinition<Received<T>> {

  private final Topic<T> topic;
  private final String idColumn;

  private FlatTable(
      Topic<T> topic, String idColumn, String description, List<Column<Received<T>>> columns) {
    super(topic.name().replace('-', '_'), description, columns, Layout.byDay("event_timestamp"));
    this.topic = topic;
    this.idColumn = idColumn;
  }

  /**
   * The table of a topic, named like it with underscores.
   *
   * @param idColumn field that names an event, the topic's id
   * @param description one sentence on what a row is
   */
  public static <T extends SpecificRecord> FlatTable<T> of(
      Topic<T> topic, String idColumn, String description) {
    Value<Received<T>, T> event = received -> received.event;
    List<Column<Received<T>>> columns =
        new Columns<Received<T>>()
            .allFieldsOf(topic.schema(), event)
            .required("received_at", ColumnType.MILLIS, received -> received.at, Tables.RECEIVED_AT)
            .all();
    return new FlatTable<>(topic, idColumn, description, columns);
  }

  /** Where the events come from. */
  public Topic<T> topic() {
    return topic;
  }

  /** The column that names an event. */
  public String idColumn() {
    return idColumn;
  }
}
