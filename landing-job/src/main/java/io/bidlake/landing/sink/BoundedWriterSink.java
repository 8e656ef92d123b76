package io.bidlake.landing.sink;

import io.bidlake.landing.table.TablesLocation;
import java.io.IOException;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The part of Iceberg's sink that writes files, with {@link TaskWriters}. */
class BoundedWriterSink implements Sink<Object>, SupportsCommitter<Object> {

  private static final long serialVersionUID = 1;

  private final Sink<?> icebergs;
  private final TablesLocation location;

  BoundedWriterSink(Sink<?> icebergs, TablesLocation location) {
    this.icebergs = icebergs;
    this.location = location;
  }

  @Override
  @SuppressWarnings("unchecked") // Rows are of a type that only Iceberg knows.
  public SinkWriter<Object> createWriter(WriterInitContext context) throws IOException {
    SinkWriter<?> writer = icebergs.createWriter(context);
    TaskWriters.in(writer, location);
    return (SinkWriter<Object>) writer;
  }

  @Override
  @SuppressWarnings("unchecked") // As with rows.
  public Committer<Object> createCommitter(CommitterInitContext context) throws IOException {
    return ((SupportsCommitter<Object>) icebergs).createCommitter(context);
  }

  @Override
  @SuppressWarnings("unchecked") // As with rows.
  public SimpleVersionedSerializer<Object> getCommittableSerializer() {
    return ((SupportsCommitter<Object>) icebergs).getCommittableSerializer();
  }
}
