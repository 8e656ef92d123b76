package io.bidlake.bench.sql;

import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.api.config.TableConfigOptions;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/** The funnel of {@link FunnelSql} on rows that do not come from Kafka. */
public final class SqlFunnel {

  private static final DataType ROW =
      DataTypes.ROW(
          DataTypes.FIELD("stage", DataTypes.INT().notNull()),
          DataTypes.FIELD("request_id", DataTypes.STRING().notNull()),
          DataTypes.FIELD("id", DataTypes.STRING().notNull()),
          DataTypes.FIELD("parent_id", DataTypes.STRING()),
          DataTypes.FIELD("publisher_id", DataTypes.STRING()),
          DataTypes.FIELD("event_timestamp", DataTypes.TIMESTAMP(3).notNull()));

  /** The type of the events' rows. */
  public static final InternalTypeInfo<RowData> EVENTS =
      InternalTypeInfo.of((RowType) ROW.getLogicalType());

  private static final Schema IN_TIME =
      Schema.newBuilder()
          .fromRowDataType(ROW)
          .watermark("event_timestamp", "event_timestamp - INTERVAL '5' SECOND")
          .build();

  private static final List<SqlScript> SCRIPTS =
      List.of(
          new SqlScript("funnel/made-events.sql"),
          new SqlScript("funnel/funnel.sql"),
          new SqlScript("funnel/hourly.sql"));

  private SqlFunnel() {}

  /** Returns the rows of the funnel's table. */
  public static DataStream<RowData> rows(
      StreamExecutionEnvironment env, DataStream<RowData> events) {
    StreamTableEnvironment tables = StreamTableEnvironment.create(env);
    // Avro's timestamps are instants, and are read as local times in UTC.
    tables.getConfig().set(TableConfigOptions.LOCAL_TIME_ZONE, "UTC");
    tables.createTemporaryView("made_events", events, IN_TIME);
    for (SqlScript script : SCRIPTS) {
      script.statements(Map.of()).forEach(tables::executeSql);
    }
    Table hourly = tables.from("hourly_funnel");
    DataType row = hourly.getResolvedSchema().toPhysicalRowDataType();
    return tables.toDataStream(hourly, row.bridgedTo(RowData.class));
  }
}
