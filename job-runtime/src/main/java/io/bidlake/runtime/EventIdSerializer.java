package io.bidlake.runtime;

import io.bidlake.runtime.state.CompactSerializer;
import io.bidlake.runtime.state.EventId;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializes event ids for the network and for state. */
public final class EventIdSerializer extends CompactSerializer<EventId> {

  @Override
  public EventId createInstance() {
    return EventId.EMPTY;
  }

  @Override
  public void serialize(EventId id, DataOutputView target) throws IOException {
    id.write(target);
  }

  @Override
  public EventId deserialize(DataInputView source) throws IOException {
    return EventId.read(source);
  }

  @Override
  public TypeSerializerSnapshot<EventId> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Identifies the serializer in a savepoint. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<EventId> {

    public Snapshot() {
      super(EventIdSerializer::new);
    }
  }
}
