package io.bidlake.landing.sink;

import io.bidlake.landing.table.TablesLocation;
import java.io.IOException;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPreCommitTopology;
import org.apache.flink.streaming.api.connector.sink2.SupportsPreWriteTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.iceberg.flink.sink.dynamic.DynamicIcebergSink;

/** Iceberg's sink with {@link TaskWriters} and a {@link GuardedCommitter}. */
@SuppressWarnings({"unchecked", "rawtypes"}) // Its rows and committables are of types of its own.
final class GuardedSink extends BoundedWriterSink
    implements SupportsPreWriteTopology<Object>, SupportsPreCommitTopology<Object, Object> {

  private static final long serialVersionUID = 1;

  private final DynamicIcebergSink icebergs;
  private final TablesLocation location;
  private final String tables;

  /**
   * @param tables name of the tables as a whole
   */
  GuardedSink(DynamicIcebergSink icebergs, TablesLocation location, String tables) {
    super(icebergs, location);
    this.tables = tables;
    this.icebergs = icebergs;
    this.location = location;
  }

  @Override
  public Committer<Object> createCommitter(CommitterInitContext context) throws IOException {
    return new GuardedCommitter(() -> super.createCommitter(context), location);
  }

  @Override
  public DataStream<Object> addPreWriteTopology(DataStream<Object> rows) {
    return icebergs.addPreWriteTopology((DataStream) rows);
  }

  @Override
  public DataStream<CommittableMessage<Object>> addPreCommitTopology(
      DataStream<CommittableMessage<Object>> written) {
    // Iceberg's name has a new random part with each start.
    DataStream collected = icebergs.addPreCommitTopology((DataStream) written);
    return ((SingleOutputStreamOperator) collected).name("collect-files-of-" + tables);
  }

  @Override
  public SimpleVersionedSerializer<Object> getWriteResultSerializer() {
    return (SimpleVersionedSerializer) icebergs.getWriteResultSerializer();
  }
}
