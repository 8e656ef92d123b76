package io.bidlake.landing;

import io.bidlake.domain.reference.Reference;
import io.bidlake.landing.rules.Rules;
import io.bidlake.landing.sink.LandedRow;
import io.bidlake.landing.topics.TopicRecord;
import io.bidlake.runtime.avro.UndecodableRecordException;
import io.bidlake.runtime.lake.RowWriter;
import io.bidlake.runtime.lake.TableRows;
import io.bidlake.tables.DeadLetter;
import io.bidlake.tables.DeadLetter.Reason;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Makes a row of each record, for the table of its topic, which is created or changed first if it
 * must be. Keeps no state. A record that cannot be stored becomes a row of {@code dead_letters}
 * with its bytes and the reason; those of other topics, and the next one, are not held up. If the
 * catalog or the schema registry does not answer, the job fails and restarts from the last
 * checkpoint.
 */
final class LandRecords extends ProcessFunction<TopicRecord, LandedRow> {

  private final RowSettings settings;
  private final TableRows<DeadLetter> letters;

  private transient RowsByTopic records;
  private transient RowWriter<DeadLetter> letter;
  private transient OutputTag<RowData> tag;
  private transient Map<Reason, Counter> lettersOfReason;
  private transient Counter landed;

  LandRecords(RowSettings settings, TableRows<DeadLetter> letters) {
    this.settings = settings;
    this.letters = letters;
  }

  @Override
  public void open(OpenContext openContext) {
    records = new RowsByTopic(settings);
    letter = letters.writer();
    tag = letters.tag();
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    landed = metrics.counter("rows");
    Reference<Rules> rules = settings.rules();
    if (rules.isFromFile()) {
      metrics
          .addGroup("reference", rules.name())
          .gauge("failedRefreshes", (Gauge<Long>) rules::failedRefreshes);
    }
    lettersOfReason = new EnumMap<>(Reason.class);
    for (Reason reason : Reason.values()) {
      lettersOfReason.put(reason, metrics.addGroup("reason", reason.name()).counter("deadLetters"));
    }
  }

  @Override
  public void processElement(TopicRecord record, Context ctx, Collector<LandedRow> out) {
    TopicRows topic = records.of(record.topic);
    LandedRow row;
    try {
      row = topic.landed(record);
    } catch (UndecodableRecordException e) {
      lettersOfReason.get(e.reason()).inc();
      ctx.output(tag, letter.write(letterOf(record, e)));
      return;
    }
    landed.inc();
    out.collect(row);
  }

  private DeadLetter letterOf(TopicRecord record, UndecodableRecordException why) {
    return new DeadLetter(
        record.topic,
        record.partition,
        record.offset,
        why.reason(),
        why.getMessage(),
        record.value,
        settings.possible().receivedAt(record.timestamp),
        null);
  }

  @Override
  public void close() {
    if (records != null) {
      records.close();
    }
  }
}
