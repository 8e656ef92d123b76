package io.bidlake.runtime.request;

import io.bidlake.runtime.state.CompactSerializer;
import io.bidlake.runtime.state.CompactTypeInfo;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.util.function.SerializableSupplier;

/** Serializes the events of a job for the network. They are never in state. */
public final class RequestEventSerializer<E extends RequestEvent> extends CompactSerializer<E> {

  private final SerializableSupplier<E> create;

  private RequestEventSerializer(SerializableSupplier<E> create) {
    this.create = create;
  }

  /**
   * Returns the type of events.
   *
   * @param create creates an event, whose fields are then read
   */
  public static <E extends RequestEvent> TypeInformation<E> type(
      Class<E> events, SerializableSupplier<E> create) {
    return new CompactTypeInfo<>(events, new RequestEventSerializer<>(create));
  }

  @Override
  public E createInstance() {
    return create.get();
  }

  @Override
  public void serialize(E event, DataOutputView out) throws IOException {
    event.write(out);
  }

  @Override
  public E deserialize(DataInputView in) throws IOException {
    E event = create.get();
    event.read(in);
    return event;
  }

  @Override
  public TypeSerializerSnapshot<E> snapshotConfiguration() {
    throw new UnsupportedOperationException("events are never in state");
  }
}
