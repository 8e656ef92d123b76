package io.bidlake.funnel;

import io.bidlake.model.Topic;
import io.bidlake.runtime.lake.TableRows;
import io.bidlake.runtime.state.CompactSerializer;
import io.bidlake.runtime.state.CompactTypeInfo;
import io.bidlake.runtime.state.EventId;
import io.bidlake.runtime.state.VarInt;
import io.bidlake.runtime.state.VarText;
import io.bidlake.runtime.window.Contribution;
import io.bidlake.runtime.window.EmitWindows;
import io.bidlake.runtime.window.Totals;
import io.bidlake.runtime.window.WindowShape;
import io.bidlake.tables.WindowKey;
import io.bidlake.tables.WindowTotals;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.Function;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.co.ProcessJoinFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;

/**
 * The funnel as a chain of Flink's built-in interval joins, for comparison with Bidlake's operator.
 * It reads the same events and counts in the same windows, but does not correct late events or
 * report orphans. With {@link DropDuplicates} before it, it counts each event once, like Bidlake;
 * without, it counts duplicates.
 */
final class IntervalJoinFunnel {

  private final FunnelStages stages;

  IntervalJoinFunnel(FunnelStages stages) {
    this.stages = stages;
  }

  /**
   * An event of any stage that belongs to a request.
   *
   * @param id the id to which events of the next stage refer
   */
  record Joined(EventId id, String publisher, long requestTime) {

    static final CompactTypeInfo<Joined> TYPE =
        new CompactTypeInfo<>(Joined.class, new JoinedSerializer());
  }

  /** As compact as the serializer of Bidlake's events, so that the comparison is fair. */
  public static final class JoinedSerializer extends CompactSerializer<Joined> {

    @Override
    public Joined createInstance() {
      return new Joined(EventId.EMPTY, null, 0);
    }

    @Override
    public void serialize(Joined joined, DataOutputView out) throws IOException {
      joined.id().write(out);
      VarText.write(joined.publisher(), out);
      VarInt.write(joined.requestTime(), out);
    }

    @Override
    public Joined deserialize(DataInputView in) throws IOException {
      return new Joined(EventId.read(in), VarText.read(in), VarInt.read(in));
    }

    @Override
    public TypeSerializerSnapshot<Joined> snapshotConfiguration() {
      return new JoinedSnapshot();
    }
  }

  /** Records in a checkpoint which serializer wrote it. */
  public static final class JoinedSnapshot extends SimpleTypeSerializerSnapshot<Joined> {

    public JoinedSnapshot() {
      super(JoinedSerializer::new);
    }
  }

  /**
   * @param events returns the events of a stage
   */
  DataStream<RowData> connect(
      Function<Topic<?>, DataStream<FunnelEvent>> events, TableRows<WindowTotals> table) {
    WindowShape windows =
        WindowShape.tumbling(Duration.ofHours(1), Duration.ofMillis(stages.total()), Duration.ZERO);
    Topic<?> mouth = stages.topics().get(0);
    DataStream<Joined> joined =
        events
            .apply(mouth)
            .filter(request -> request.accepted)
            .map(request -> new Joined(request.id, request.publisher, request.time))
            .returns(Joined.TYPE);
    DataStream<Contribution> contributions = count(joined, mouth, windows);
    for (Topic<?> topic : stages.topics().subList(1, stages.topics().size())) {
      joined = join(joined, topic, events.apply(topic));
      contributions = contributions.union(count(joined, topic, windows));
    }
    return EmitWindows.of(contributions, windows, table);
  }

  /** The events that follow the event to which they refer within the bound. */
  private DataStream<Joined> join(
      DataStream<Joined> parents, Topic<?> topic, DataStream<FunnelEvent> children) {
    return parents
        .keyBy(Joined::id, EventId.TYPE)
        .intervalJoin(
            children.keyBy(
                child -> child.parentId == null ? child.requestId : child.parentId, EventId.TYPE))
        .between(Duration.ZERO, Duration.ofMillis(stages.within(topic.code())))
        .process(new Join(), Joined.TYPE)
        .name("join-" + topic.name());
  }

  private DataStream<Contribution> count(
      DataStream<Joined> events, Topic<?> topic, WindowShape windows) {
    int stage = topic.code();
    FunnelStages counted = stages;
    return events
        .map(
            event -> {
              long[] counts = counted.counts();
              counts[stage] = 1;
              String publisher = WindowKey.orUnknown(event.publisher());
              return new Contribution(
                  publisher,
                  windows.sliceOf(event.requestTime()),
                  new Totals(counts, BigDecimal.ZERO));
            })
        .returns(Types.POJO(Contribution.class));
  }

  private static final class Join extends ProcessJoinFunction<Joined, FunnelEvent, Joined> {

    @Override
    public void processElement(
        Joined parent, FunnelEvent child, Context context, Collector<Joined> out) {
      out.collect(new Joined(child.id, parent.publisher(), parent.requestTime()));
    }
  }
}
