package io.bidlake.funnel;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.runtime.request.Bidder;
import io.bidlake.runtime.request.RequestEvent;
import io.bidlake.runtime.state.CompactSerializer;
import io.bidlake.runtime.state.CompactTypeInfo;
import io.bidlake.runtime.state.EventId;
import io.bidlake.runtime.state.VarText;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The fields of a request, response, impression or click that the funnel job needs. */
public final class FunnelEvent extends RequestEvent {

  static final TypeInformation<FunnelEvent> TYPE =
      new CompactTypeInfo<>(FunnelEvent.class, new Serializer());

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Id of the parent; null for a request or response. */
  public EventId parentId;

  /** Bidder of a response or an impression; else null. */
  public Bidder bidder;

  /** Publisher of a request; null if unknown, and for other events. */
  public String publisher;

  /** Whether a request is production traffic. */
  public boolean accepted;

  @Override
  public String payload(Topic<?> origin) {
    ObjectNode json = JSON.createObjectNode();
    if (origin.parent() == null) {
      json.put("publisher_id", publisher).put("accepted", accepted);
    } else if (parentId == null) {
      json.put(origin.event() + "_id", id.toString());
    } else {
      json.put(origin.parent().topic().event() + "_id", parentId.toString());
    }
    if (bidder != null) {
      json.set("seats", JSON.valueToTree(bidder.seats()));
    }
    return json.toString();
  }

  /**
   * Serializes only the fields that an event has. Events are sent over the network, but are never
   * in state.
   */
  public static final class Serializer extends CompactSerializer<FunnelEvent> {

    private static final int ACCEPTED = 1;
    private static final int PARENT = 2;
    private static final int REQUEST = 4;
    private static final int BIDDER = 8;

    @Override
    public FunnelEvent createInstance() {
      return new FunnelEvent();
    }

    @Override
    public void serialize(FunnelEvent event, DataOutputView out) throws IOException {
      event.writeCommon(out);
      boolean isRequest = event.isOf(Topics.BID_REQUESTS);
      out.writeByte(
          (event.accepted ? ACCEPTED : 0)
              | (event.parentId == null ? 0 : PARENT)
              | (event.bidder == null ? 0 : BIDDER)
              | (isRequest ? REQUEST : 0));
      if (isRequest) {
        VarText.write(event.publisher, out);
      } else {
        event.id.write(out);
      }
      if (event.parentId != null) {
        event.parentId.write(out);
      }
      if (event.bidder != null) {
        Bidder.write(event.bidder, out);
      }
    }

    @Override
    public FunnelEvent deserialize(DataInputView in) throws IOException {
      FunnelEvent event = new FunnelEvent();
      event.readCommon(in);
      int has = in.readByte();
      event.accepted = (has & ACCEPTED) != 0;
      if ((has & REQUEST) != 0) {
        event.id = event.requestId;
        event.publisher = VarText.read(in);
      } else {
        event.id = EventId.read(in);
      }
      if ((has & PARENT) != 0) {
        event.parentId = EventId.read(in);
      }
      if ((has & BIDDER) != 0) {
        event.bidder = Bidder.read(in);
      }
      return event;
    }

    @Override
    public TypeSerializerSnapshot<FunnelEvent> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** Identifies the serializer in a savepoint. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<FunnelEvent> {

    public Snapshot() {
      super(Serializer::new);
    }
  }
}
