package io.bidlake.runtime;

import io.bidlake.model.Topic;
import io.bidlake.model.Topics;

/**
 * What the windows need of an event: to which request it belongs, when it happened, and where it
 * stands in Kafka. Jobs add what they count. Subclasses are POJOs.
 */
public abstract class RequestEvent {

  /** Position in {@link Topics#ALL}. */
  public byte topic;

  /** Id of the request that the event belongs to; empty for none. */
  public String requestId;

  /** Id of the event itself. */
  public String id;

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
  public final String key() {
    return requestId.isEmpty() ? '\0' + id : requestId;
  }

  /** What a table would have used of it, as JSON. */
  public abstract String payload();
}
