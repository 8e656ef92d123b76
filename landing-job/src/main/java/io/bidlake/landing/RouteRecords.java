package io.bidlake.landing;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.bidlake.landing.rules.TopicRule;
import io.bidlake.landing.topics.TopicRecord;
import io.bidlake.runtime.avro.UndecodableRecordException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Emits the records of topics whose rule leaves out repeated ones to a side output, with the key by
 * which they are compared, and all other records unchanged: also those that cannot be decoded or
 * have no value in one of the columns of the key. Keeps no state.
 */
final class RouteRecords extends ProcessFunction<TopicRecord, TopicRecord> {

  static final OutputTag<RepeatableRecord> REPEATABLE =
      new OutputTag<>("repeatable", Types.POJO(RepeatableRecord.class));

  private final RowSettings settings;

  private transient RowsByTopic rows;

  RouteRecords(RowSettings settings) {
    this.settings = settings;
  }

  @Override
  public void open(OpenContext openContext) {
    rows = new RowsByTopic(settings);
  }

  @Override
  public void processElement(TopicRecord record, Context ctx, Collector<TopicRecord> out) {
    TopicRows topic = rows.of(record.topic);
    TopicRule.Repeats repeats = topic.rule().repeats();
    String key = repeats == null ? null : key(topic, record);
    if (key == null) {
      out.collect(record);
    } else {
      RepeatableRecord repeatable = new RepeatableRecord();
      repeatable.key = key;
      repeatable.within = repeats.within().toMillis();
      repeatable.record = record;
      ctx.output(REPEATABLE, repeatable);
    }
  }

  /** Returns the key of a record; null if it has none. */
  @SuppressWarnings("UnstableApiUsage") // Hashing is in use for years.
  private static String key(TopicRows topic, TopicRecord record) {
    GenericRowData row;
    try {
      row = topic.row(record);
    } catch (UndecodableRecordException e) {
      return null;
    }
    Hasher hasher = Hashing.sha256().newHasher();
    text(hasher, record.topic);
    for (int position : topic.repeatedBy()) {
      Object value = position < 0 ? null : row.getField(position);
      if (value == null) {
        return null;
      }
      text(
          hasher,
          value instanceof byte[] bytes
              ? new String(bytes, StandardCharsets.ISO_8859_1)
              : value.toString());
    }
    return hasher.hash().toString();
  }

  private static void text(Hasher hasher, String text) {
    hasher.putInt(text.length()).putString(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    if (rows != null) {
      rows.close();
    }
  }
}
