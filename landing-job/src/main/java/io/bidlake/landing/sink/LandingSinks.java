package io.bidlake.landing.sink;

import io.bidlake.landing.table.LandingCatalog;
import io.bidlake.landing.table.TablesLocation;
import io.bidlake.runtime.lake.IcebergSinks;
import io.bidlake.runtime.lake.Internals;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.transformations.SinkTransformation;
import org.apache.iceberg.common.DynFields.BoundField;
import org.apache.iceberg.flink.sink.dynamic.DynamicIcebergSink;

/**
 * Writes rows of any number of tables with Iceberg's dynamic sink. It has no options for what it
 * lacks, so parts of it are replaced by reflection; if a later version is built differently, the
 * job fails here, at startup:
 *
 * <ul>
 *   <li>the writers, so that the number of open files is {@linkplain TaskWriters bounded};
 *   <li>the committer, so that tables are committed {@linkplain GuardedCommitter at a time}, and a
 *       table that was dropped does not stop the others.
 * </ul>
 */
public final class LandingSinks {

  /** More than any job has versions of tables in use; each costs some 20 kB. */
  private static final int MOST_VERSIONS = 5_000;

  private LandingSinks() {}

  /**
   * Writes rows.
   *
   * @param tables name of the tables as a whole, which is in the ids of the operators
   */
  public static void append(DataStream<LandedRow> rows, TablesLocation location, String tables) {
    String uid = "write-" + tables;
    IcebergSinks.refuseUnsafeCheckpoints(rows);
    DataStreamSink<?> sink =
        DynamicIcebergSink.forInput(rows)
            .generator((landed, out) -> out.collect(landed.row()))
            .catalogLoader(new LandingCatalog.Loader(location))
            .tableCreator(
                (catalog, id, schema, spec) -> {
                  throw new IllegalStateException(
                      "%s was dropped while rows were written".formatted(id));
                })
            .cacheMaxSize(MOST_VERSIONS)
            .uidPrefix(uid)
            .append();
    SinkTransformation<?, ?> whole = (SinkTransformation<?, ?>) sink.getTransformation();
    DynamicIcebergSink icebergs = (DynamicIcebergSink) whole.getSink();
    DataStream<?> forward = Internals.<DataStream<?>>field(icebergs, "forwardWriteResults").get();
    StreamOperatorFactory<?> writer =
        ((OneInputTransformation<?, ?>) forward.getTransformation()).getOperatorFactory();
    BoundField<Sink<?>> ofWriter = Internals.field(writer, "sink");
    ofWriter.set(new BoundedWriterSink(ofWriter.get(), location));
    Internals.field(whole, "sink").set(new GuardedSink(icebergs, location, tables));
    forward.getTransformation().setName(uid);
    nameSteps(sink, tables);
  }

  private static void nameSteps(DataStreamSink<?> sink, String tables) {
    Map<String, String> names =
        Map.of(
            "write-%s-generator".formatted(tables), "address-" + tables,
            "write-%s-Updater".formatted(tables), "update-" + tables);
    sink.getTransformation()
        .getTransitivePredecessors()
        .forEach(step -> step.setName(names.getOrDefault(step.getName(), step.getName())));
    sink.name("commit-" + tables);
  }
}
