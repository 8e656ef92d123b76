package io.bidlake.funnel;

import io.bidlake.runtime.CompactSerializer;
import io.bidlake.runtime.CompactTypeInfo;
import io.bidlake.runtime.EventId;
import io.bidlake.runtime.EventNumber;
import io.bidlake.runtime.EventText;
import io.bidlake.runtime.TableRows;
import io.bidlake.runtime.window.Contribution;
import io.bidlake.runtime.window.EmitWindows;
import io.bidlake.runtime.window.Totals;
import io.bidlake.runtime.window.WindowShape;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
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
 * The funnel as a chain of Flink's built-in interval joins, to compare ours with. It reads the same
 * events and counts with the same windows, but corrects nothing late and names no orphans. With
 * {@link DropDuplicates} before it, it counts an event once as ours does; without, twice.
 */
final class IntervalJoinFunnel {

  private final FunnelBounds bounds;

  IntervalJoinFunnel(FunnelBounds bounds) {
    this.bounds = bounds;
  }

  /**
   * An event of any stage that belongs to a request.
   *
   * @param id what events of the next stage refer to
   */
  record Joined(EventId id, String publisher, long requestTime) {

    static final CompactTypeInfo<Joined> TYPE =
        new CompactTypeInfo<>(Joined.class, new JoinedSerializer());
  }

  /** As compact as that of our events, so that it is not this that makes the difference. */
  public static final class JoinedSerializer extends CompactSerializer<Joined> {

    @Override
    public Joined createInstance() {
      return new Joined(EventId.EMPTY, null, 0);
    }

    @Override
    public void serialize(Joined joined, DataOutputView out) throws IOException {
      joined.id().write(out);
      EventText.write(joined.publisher(), out);
      EventNumber.write(joined.requestTime(), out);
    }

    @Override
    public Joined deserialize(DataInputView in) throws IOException {
      return new Joined(EventId.read(in), EventText.read(in), EventNumber.read(in));
    }

    @Override
    public TypeSerializerSnapshot<Joined> snapshotConfiguration() {
      return new JoinedSnapshot();
    }
  }

  /** Tells a checkpoint's reader which serializer wrote it. */
  public static final class JoinedSnapshot extends SimpleTypeSerializerSnapshot<Joined> {

    public JoinedSnapshot() {
      super(JoinedSerializer::new);
    }
  }

  DataStream<RowData> connect(
      DataStream<FunnelEvent> requests,
      DataStream<FunnelEvent> responses,
      DataStream<FunnelEvent> impressions,
      DataStream<FunnelEvent> clicks,
      TableRows table) {
    WindowShape windows =
        WindowShape.tumbling(Duration.ofHours(1), Duration.ofMillis(bounds.total()), Duration.ZERO);
    DataStream<Joined> accepted =
        requests
            .filter(request -> request.accepted)
            .map(request -> new Joined(request.id, request.publisher, request.time))
            .returns(Joined.TYPE);
    DataStream<Joined> answered = join("join-responses", accepted, responses, bounds.response());
    DataStream<Joined> shown = join("join-impressions", answered, impressions, bounds.impression());
    DataStream<Joined> clicked = join("join-clicks", shown, clicks, bounds.click());
    DataStream<Contribution> contributions =
        count(accepted, Stage.REQUEST, windows)
            .union(
                count(answered, Stage.RESPONSE, windows),
                count(shown, Stage.IMPRESSION, windows),
                count(clicked, Stage.CLICK, windows));
    return EmitWindows.of(contributions, windows, Stage.COUNT, new FunnelRow(), table);
  }

  /** The events that come within the bound after what they refer to. */
  private static DataStream<Joined> join(
      String name, DataStream<Joined> parents, DataStream<FunnelEvent> children, long bound) {
    return parents
        .keyBy(Joined::id, EventId.TYPE)
        .intervalJoin(
            children.keyBy(
                child -> child.parentId == null ? child.requestId : child.parentId, EventId.TYPE))
        .between(Duration.ZERO, Duration.ofMillis(bound))
        .process(new Join(), Joined.TYPE)
        .name(name);
  }

  private static DataStream<Contribution> count(
      DataStream<Joined> events, Stage stage, WindowShape windows) {
    return events
        .map(
            event -> {
              long[] counts = new long[Stage.COUNT];
              counts[stage.index()] = 1;
              String publisher =
                  event.publisher() == null ? CorrelateFunnel.UNKNOWN : event.publisher();
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
