package io.bidlake.tables;

import io.bidlake.model.Topic;
import io.bidlake.tables.Column.Value;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * The table of a flat topic: one row per event, one column per field of its schema. A field that is
 * added to the schema becomes a new column without any code.
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
   * Returns the table of a topic; its name is the topic's, with underscores for dashes.
   *
   * @param idColumn column of the event id
   * @param description one sentence that says what a row is
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

  /** Returns the topic of the events. */
  public Topic<T> topic() {
    return topic;
  }

  /** Returns the column of the event id. */
  public String idColumn() {
    return idColumn;
  }
}
