package io.bidlake.runtime;

import io.bidlake.model.TableDefinition;
import io.bidlake.model.Tables;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.registry.RegistrySettings;
import io.bidlake.runtime.UndecodableRecordException.Reason;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Decodes Kafka records and emits, at once, the rows that each gives: one side output per table,
 * nothing in the main output.
 *
 * <p>Keeps no state. Duplicates are rows like their originals. A record that cannot be decoded is a
 * row of {@code dead_letters} with its bytes and the reason. A registry that does not answer fails
 * the job, which starts again at the last checkpoint.
 */
public final class DecodeEvents<T extends SpecificRecord>
    extends ProcessFunction<KafkaRecord, Void> {

  private final Class<T> eventClass;
  private final RegistrySettings registry;
  private final RowFlattener<T> flattener;
  private final Map<String, OutputTag<RowData>> tags = new HashMap<>();
  private final RowLayout deadLetterLayout;

  private transient EventDecoder<T> decoder;
  private transient RowBuilder deadLetter;
  private transient Map<Reason, Counter> deadLettersOfReason;
  private transient SideOutputs outputs;

  /**
   * @param outputs tables that the flattener emits rows of
   * @param deadLetters where undecodable records go
   */
  public DecodeEvents(
      Topic<T> topic,
      RegistrySettings registry,
      RowFlattener<T> flattener,
      List<TableRows> outputs,
      TableRows deadLetters) {
    this.eventClass = topic.recordClass();
    this.registry = registry;
    this.flattener = flattener;
    this.deadLetterLayout = deadLetters.layout();
    outputs.forEach(table -> tags.put(table.definition().name(), table.tag()));
    tags.put(deadLetters.definition().name(), deadLetters.tag());
  }

  @Override
  public void open(OpenContext openContext) {
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    decoder = new EventDecoder<>(Topics.of(eventClass), registry);
    deadLetter = new RowBuilder(deadLetterLayout);
    outputs = new SideOutputs(metrics);
    deadLettersOfReason = new EnumMap<>(Reason.class);
    for (Reason reason : Reason.values()) {
      deadLettersOfReason.put(
          reason, metrics.addGroup("reason", reason.name()).counter("deadLetters"));
    }
    flattener.open(metrics);
  }

  @Override
  public void processElement(KafkaRecord record, Context context, Collector<Void> out) {
    outputs.context = context;
    T event;
    try {
      event = decoder.decode(record.value);
    } catch (UndecodableRecordException e) {
      bury(record, e);
      return;
    }
    flattener.flatten(event, record.timestamp, outputs);
  }

  private void bury(KafkaRecord record, UndecodableRecordException fault) {
    deadLettersOfReason.get(fault.reason()).inc();
    RowData row =
        deadLetter
            .begin()
            .add((Object) StringData.fromString(record.topic))
            .add(record.partition)
            .add(record.offset)
            .add((Object) StringData.fromString(fault.reason().name()))
            .add((Object) StringData.fromString(fault.getMessage()))
            .add(record.value)
            .addMillis(record.timestamp)
            .row();
    outputs.emit(Tables.DEAD_LETTERS, row);
  }

  private final class SideOutputs implements RowOutput {

    // By identity: this is asked for every row, and each table is defined once.
    private final IdentityHashMap<TableDefinition, SideOutput> byTable = new IdentityHashMap<>();
    private Context context;

    SideOutputs(MetricGroup metrics) {
      tags.forEach(
          (table, tag) ->
              byTable.put(
                  Tables.named(table),
                  new SideOutput(tag, metrics.addGroup("table", table).counter("rows"))));
    }

    @Override
    public void emit(TableDefinition table, RowData row) {
      SideOutput output = byTable.get(table);
      output.rows.inc();
      context.output(output.tag, row);
    }
  }

  private record SideOutput(OutputTag<RowData> tag, Counter rows) {}
}
