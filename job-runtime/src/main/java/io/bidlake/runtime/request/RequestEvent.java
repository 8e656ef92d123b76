package io.bidlake.runtime.request;

import io.bidlake.model.Topic;
import io.bidlake.runtime.state.EventId;
import io.bidlake.runtime.state.VarInt;
import java.io.IOException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Base class of the events that the windowed jobs process: request, time and Kafka position.
 * Subclasses add what they count.
 */
public abstract class RequestEvent {

  private static final String ALONE = "\0";

  /** Code of the event's topic. */
  public byte topic;

  /** Id of the request to which the event belongs; empty for none. */
  public EventId requestId = EventId.EMPTY;

  /** Id of the event itself. */
  public EventId id = EventId.EMPTY;

  /** Event time in ms. */
  public long time;

  /**
   * When Kafka received the event, in ms; the event time if that is unknown. Not among the fields
   * that all jobs pass on.
   */
  public long receivedAt;

  /** Partition of the Kafka record. */
  public int partition;

  /** Offset of the Kafka record. */
  public long offset;

  /** Whether the event is AHEAD: its time is too far after its receipt by Kafka. */
  public boolean ahead;

  /** Sets the fields that all events have in common. */
  public final <T extends SpecificRecord> void identify(Topic<T> origin, T event) {
    topic = (byte) origin.code();
    requestId = EventId.of(origin.requestId().apply(event));
    id = EventId.of(origin.id().apply(event));
    time = origin.eventTime().apply(event).toEpochMilli();
  }

  /** Returns whether event time advances to the time of the event. */
  public boolean advancesTime() {
    return !ahead;
  }

  /** Returns whether the event is of this topic. */
  public final boolean isOf(Topic<?> origin) {
    return topic == origin.code();
  }

  /**
   * Returns the key by which events are grouped: the request id, or a key of its own for an event
   * without one.
   */
  public final EventId key() {
    return requestId.isEmpty() ? EventId.of(ALONE + topic + id) : requestId;
  }

  /** Returns the request id of the events with this key. */
  public static EventId requestIdOf(EventId key) {
    return key.toString().startsWith(ALONE) ? EventId.EMPTY : key;
  }

  /**
   * Returns the fields that the tables use, as JSON.
   *
   * @param origin topic of the event
   */
  public abstract String payload(Topic<?> origin);

  /** Writes the fields that all events have in common; subclasses add their own. */
  protected void write(DataOutputView out) throws IOException {
    out.writeByte(topic);
    requestId.write(out);
    VarInt.write(time, out);
    VarInt.write(partition, out);
    VarInt.write(offset, out);
    out.writeBoolean(ahead);
  }

  /** Reads what {@link #write} has written. */
  protected void read(DataInputView in) throws IOException {
    topic = in.readByte();
    requestId = EventId.read(in);
    time = VarInt.read(in);
    partition = (int) VarInt.read(in);
    offset = VarInt.read(in);
    ahead = in.readBoolean();
  }
}
