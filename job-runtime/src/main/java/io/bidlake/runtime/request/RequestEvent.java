package io.bidlake.runtime.request;

import io.bidlake.model.Topic;
import io.bidlake.runtime.state.EventId;
import io.bidlake.runtime.state.VarInt;
import java.io.IOException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What the windows need of an event: to which request it belongs, when it happened, and where it
 * stands in Kafka. Jobs add what they count.
 */
public abstract class RequestEvent {

  private static final String ALONE = "\0";

  /** Code of the topic that it came from. */
  public byte topic;

  /** Id of the request that the event belongs to; empty for none. */
  public EventId requestId = EventId.EMPTY;

  /** Id of the event itself. */
  public EventId id = EventId.EMPTY;

  /** When it happened, in ms. */
  public long time;

  /** Partition of the Kafka record. */
  public int partition;

  /** Offset of the Kafka record. */
  public long offset;

  /** Whether its clock was ahead. */
  public boolean ahead;

  /** Takes out of the record what all events have. */
  public final <T extends SpecificRecord> void identify(Topic<T> origin, T event) {
    topic = (byte) origin.code();
    requestId = EventId.of(origin.requestId().apply(event));
    id = EventId.of(origin.id().apply(event));
    time = origin.eventTime().apply(event).toEpochMilli();
  }

  /** Whether it came from this topic. */
  public final boolean isOf(Topic<?> origin) {
    return topic == origin.code();
  }

  /** What belongs together; an event without request stands alone. */
  public final EventId key() {
    return requestId.isEmpty() ? EventId.of(ALONE + topic + id) : requestId;
  }

  /** The request id of the events that have this key. */
  public static EventId requestIdOf(EventId key) {
    return key.toString().startsWith(ALONE) ? EventId.EMPTY : key;
  }

  /**
   * What a table would have used of it, as JSON.
   *
   * @param origin the topic that it came from
   */
  public abstract String payload(Topic<?> origin);

  /** Writes what all events have. */
  protected final void writeCommon(DataOutputView out) throws IOException {
    out.writeByte(topic);
    requestId.write(out);
    VarInt.write(time, out);
    VarInt.write(partition, out);
    VarInt.write(offset, out);
    out.writeBoolean(ahead);
  }

  /** Reads what {@link #writeCommon} has written. */
  protected final void readCommon(DataInputView in) throws IOException {
    topic = in.readByte();
    requestId = EventId.read(in);
    time = VarInt.read(in);
    partition = (int) VarInt.read(in);
    offset = VarInt.read(in);
    ahead = in.readBoolean();
  }
}
