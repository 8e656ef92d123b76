package io.bidlake.ingest;

import io.bidlake.model.PossibleTimes;
import io.bidlake.model.Topic;
import io.bidlake.openrtb.SourceDocument;
import io.bidlake.runtime.decode.EventFormats;
import io.bidlake.runtime.decode.EventTimes;
import io.bidlake.runtime.decode.RecordDecoder;
import io.bidlake.runtime.kafka.KafkaRecord;
import io.bidlake.runtime.lake.RowWriter;
import io.bidlake.runtime.lake.TableRows;
import io.bidlake.tables.DeadLetter;
import io.bidlake.tables.DeadLetter.Reason;
import io.bidlake.tables.Tables;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Decodes the records of one topic and emits their rows: one side output per table, and no main
 * output.
 *
 * <p>Keeps no state. Duplicates are written like any other event. A record or document that is not
 * a valid event, or whose time is out of range, becomes a row of {@code dead_letters} with its
 * bytes and the reason. If the schema registry does not answer, the job fails and restarts from the
 * last checkpoint.
 *
 * @param <S> source object of a row
 */
final class DecodeEvents<T extends SpecificRecord, S> extends ProcessFunction<KafkaRecord, Void> {

  private final Topic<T> topic;
  private final EventFormats formats;
  private final PossibleTimes possible;
  private final RowFlattener<T, S> flattener;
  private final List<TableRows<S>> tables;
  private final TableRows<DeadLetter> deadLetters;

  private transient RecordDecoder<T> decoder;
  private transient RecordDecoder.Output<T> events;
  private transient EventTimes<T> times;
  private transient RowWriter<DeadLetter> deadLetter;
  private transient SideOutput buried;
  private transient Map<Reason, Counter> deadLettersOfReason;
  private transient Consumer<S> toRows;
  private transient List<SideOutput> outputs;
  private transient Context context;
  private transient KafkaRecord record;

  /**
   * @param layouts layouts of the rows of the tables
   */
  DecodeEvents(
      Flow<T, S> flow, EventFormats formats, PossibleTimes possible, TableRows.Layouts layouts) {
    this.topic = flow.topic();
    this.formats = formats;
    this.possible = possible;
    this.flattener = flow.flattener();
    this.tables = new ArrayList<>();
    flow.tables().forEach(table -> tables.add(layouts.of(table)));
    this.deadLetters = layouts.of(Tables.DEAD_LETTERS);
  }

  @Override
  public void open(OpenContext openContext) {
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    times = new EventTimes<>(topic, possible);
    decoder =
        formats.decoder(
            topic,
            times,
            new CountersByField(metrics, "repairedTexts"),
            new DocumentCounters(metrics));
    events = new RecordEvents();
    deadLetter = deadLetters.writer();
    buried = new SideOutput(deadLetters, metrics);
    deadLettersOfReason = new EnumMap<>(Reason.class);
    for (Reason reason : Reason.values()) {
      deadLettersOfReason.put(
          reason, metrics.addGroup("reason", reason.name()).counter("deadLetters"));
    }
    FlowRows<S> rows = new FlowRows<>(tables);
    FlowRows.Output output = this::emit;
    toRows = source -> rows.of(source, output);
    outputs = tables.stream().map(table -> new SideOutput(table, metrics)).toList();
    flattener.open(metrics);
  }

  @Override
  public void processElement(KafkaRecord kafkaRecord, Context ctx, Collector<Void> out) {
    context = ctx;
    record = kafkaRecord;
    decoder.decode(kafkaRecord.value, kafkaRecord.timestamp, events);
  }

  /** Receives the events of the current Kafka record. */
  private final class RecordEvents implements RecordDecoder.Output<T> {

    @Override
    public void event(T event, long time, SourceDocument document) {
      flattener.flatten(event, times.receivedAt(record.timestamp, time), toRows);
    }

    @Override
    public void deadLetter(Reason reason, String error, SourceDocument document) {
      deadLettersOfReason.get(reason).inc();
      buried.emit(
          context,
          deadLetter.write(
              new DeadLetter(
                  record.topic,
                  record.partition,
                  record.offset,
                  reason,
                  error,
                  document.bytes(),
                  times.receivedAt(record.timestamp),
                  document.number() == 0 ? null : Integer.valueOf(document.number()))));
    }
  }

  private void emit(int table, RowData row) {
    outputs.get(table).emit(context, row);
  }

  private record SideOutput(OutputTag<RowData> tag, Counter rows) {

    SideOutput(TableRows<?> table, MetricGroup metrics) {
      this(table.tag(), metrics.addGroup("table", table.definition().name()).counter("rows"));
    }

    void emit(ProcessFunction<?, ?>.Context context, RowData row) {
      rows.inc();
      context.output(tag, row);
    }
  }
}
