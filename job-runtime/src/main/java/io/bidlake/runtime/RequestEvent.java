package io.bidlake.runtime;

import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What the windows need of an event: to which request it belongs, when it happened, and where it
 * stands in Kafka. Jobs add what they count.
 */
public abstract class RequestEvent {

  private static final String ALONE = "\0";

  /** Position in {@link Topics#ALL}. */
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

  /** Whether its clock was ahead of Kafka's. */
  public boolean ahead;

  /** The topic that it came from. */
  public final Topic<?> origin() {
    return Topics.ALL.get(topic);
  }

  /** What belongs together; an event without request stands alone. */
  public final EventId key() {
    return requestId.isEmpty() ? EventId.of(ALONE + topic + id) : requestId;
  }

  /** The request id of the events that have this key. */
  public static EventId requestIdOf(EventId key) {
    return key.toString().startsWith(ALONE) ? EventId.EMPTY : key;
  }

  /** What a table would have used of it, as JSON. */
  public abstract String payload();

  /** Writes what all events have. */
  protected final void writeCommon(DataOutputView out) throws IOException {
    out.writeByte(topic);
    requestId.write(out);
    EventNumber.write(time, out);
    EventNumber.write(partition, out);
    EventNumber.write(offset, out);
    out.writeBoolean(ahead);
  }

  /** Reads what {@link #writeCommon} has written. */
  protected final void readCommon(DataInputView in) throws IOException {
    topic = in.readByte();
    requestId = EventId.read(in);
    time = EventNumber.read(in);
    partition = (int) EventNumber.read(in);
    offset = EventNumber.read(in);
    ahead = in.readBoolean();
  }
}
