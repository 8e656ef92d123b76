package io.bidlake.funnel;

import io.bidlake.bench.sql.SqlFunnel;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.runtime.lake.TableRows;
import io.bidlake.runtime.state.EventId;
import io.bidlake.tables.Tables;
import java.time.Duration;
import org.apache.avro.util.Utf8;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

/** The ways to compute the rows of the funnel's table from events. Each row is emitted once. */
enum WayToJoin {
  BIDLAKE(true) {
    @Override
    DataStream<RowData> rows(StreamExecutionEnvironment env, MadeEvents made) {
      return new FunnelTopology(STAGES, NOTHING_LATE, TableRows::asDefined)
          .connect(events(env, made))
          .hourlyFunnelChanges();
    }
  },
  INTERVAL_JOINS(true) {
    @Override
    DataStream<RowData> rows(StreamExecutionEnvironment env, MadeEvents made) {
      DataStream<FunnelEvent> events = events(env, made);
      return new IntervalJoinFunnel(STAGES)
          .connect(
              topic -> once(events, topic), TableRows.asDefined(Tables.HOURLY_FUNNEL_BY_PUBLISHER));
    }
  },
  FLINK_SQL(false) {
    @Override
    DataStream<RowData> rows(StreamExecutionEnvironment env, MadeEvents made) {
      return SqlFunnel.rows(
          env,
          env.fromSequence(0, made.events() - 1)
              .map(number -> row(made.event(number)))
              .returns(SqlFunnel.EVENTS));
    }
  };

  private static final FunnelStages STAGES = FunnelStages.of(Topics.FUNNEL, 5_000, 10_000, 60_000);

  /** The same out-of-orderness as in the topics of the other benchmarks. */
  private static final Duration OUT_OF_ORDER = Duration.ofSeconds(5);

  /** No corrections, as the joins make none either. */
  private static final Duration NOTHING_LATE = Duration.ofMillis(1);

  private final boolean reusesObjects;

  WayToJoin(boolean reusesObjects) {
    this.reusesObjects = reusesObjects;
  }

  abstract DataStream<RowData> rows(StreamExecutionEnvironment env, MadeEvents made);

  /** Whether it supports object reuse, or runs with Flink's default. */
  boolean reusesObjects() {
    return reusesObjects;
  }

  private static DataStream<FunnelEvent> events(StreamExecutionEnvironment env, MadeEvents made) {
    return env.fromSequence(0, made.events() - 1)
        .map(number -> event(made.event(number)))
        .returns(FunnelEvent.TYPE)
        .assignTimestampsAndWatermarks(
            WatermarkStrategy.<FunnelEvent>forBoundedOutOfOrderness(OUT_OF_ORDER)
                .withTimestampAssigner((event, none) -> event.time));
  }

  private static FunnelEvent event(MadeEvents.Made made) {
    FunnelEvent event = new FunnelEvent();
    event.topic = (byte) made.topic().code();
    event.requestId = EventId.of(made.requestId());
    boolean isRequest = made.topic().parent() == null;
    event.id = isRequest ? event.requestId : EventId.of(made.id());
    event.parentId = made.parentId() == null ? null : EventId.of(made.parentId());
    event.time = made.time();
    event.publisher = made.publisher();
    event.accepted = isRequest;
    return event;
  }

  private static RowData row(MadeEvents.Made made) {
    return GenericRowData.of(
        made.topic().code(),
        text(made.requestId()),
        text(made.id()),
        made.parentId() == null ? null : text(made.parentId()),
        StringData.fromString(made.publisher()),
        TimestampData.fromEpochMillis(made.time()));
  }

  private static StringData text(Utf8 text) {
    return StringData.fromBytes(text.getBytes(), 0, text.getByteLength());
  }

  private static DataStream<FunnelEvent> once(DataStream<FunnelEvent> events, Topic<?> topic) {
    int code = topic.code();
    return DropDuplicates.of(events.filter(event -> event.topic == code), STAGES.total());
  }
}
