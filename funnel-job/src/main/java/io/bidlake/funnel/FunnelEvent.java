package io.bidlake.funnel;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.runtime.request.Bidder;
import io.bidlake.runtime.request.RequestEvent;
import io.bidlake.runtime.request.RequestEventSerializer;
import io.bidlake.runtime.state.EventId;
import io.bidlake.runtime.state.VarText;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The fields of a request, response, impression or click that the funnel job needs. */
public final class FunnelEvent extends RequestEvent {

  static final TypeInformation<FunnelEvent> TYPE =
      RequestEventSerializer.type(FunnelEvent.class, FunnelEvent::new);

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What an event has, in its serialized form. */
  private static final int ACCEPTED = 1;

  private static final int PARENT = 2;
  private static final int REQUEST = 4;
  private static final int BIDDER = 8;

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

  @Override
  protected void write(DataOutputView out) throws IOException {
    super.write(out);
    boolean isRequest = isOf(Topics.BID_REQUESTS);
    out.writeByte(
        (accepted ? ACCEPTED : 0)
            | (parentId == null ? 0 : PARENT)
            | (bidder == null ? 0 : BIDDER)
            | (isRequest ? REQUEST : 0));
    if (isRequest) {
      VarText.write(publisher, out);
    } else {
      id.write(out);
    }
    if (parentId != null) {
      parentId.write(out);
    }
    if (bidder != null) {
      Bidder.write(bidder, out);
    }
  }

  @Override
  protected void read(DataInputView in) throws IOException {
    super.read(in);
    int has = in.readByte();
    accepted = (has & ACCEPTED) != 0;
    if ((has & REQUEST) != 0) {
      id = requestId;
      publisher = VarText.read(in);
    } else {
      id = EventId.read(in);
    }
    if ((has & PARENT) != 0) {
      parentId = EventId.read(in);
    }
    if ((has & BIDDER) != 0) {
      bidder = Bidder.read(in);
    }
  }
}
