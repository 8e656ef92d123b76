package io.bidlake.auction;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bidlake.auction.Fact.Outcome;
import io.bidlake.auction.Fact.Request;
import io.bidlake.auction.Fact.Response;
import io.bidlake.domain.RejectionReason;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.runtime.request.RequestEvent;
import io.bidlake.runtime.request.RequestEventSerializer;
import io.bidlake.runtime.state.EventId;
import io.bidlake.runtime.state.VarInt;
import io.bidlake.tables.DeadLetter;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** An event of an auction, reduced to what the job needs. */
public final class AuctionEvent extends RequestEvent {

  static final TypeInformation<AuctionEvent> TYPE =
      RequestEventSerializer.type(AuctionEvent.class, AuctionEvent::new);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<DeadLetter.Reason> DEAD_LETTERS =
      Arrays.asList(DeadLetter.Reason.values());
  private static final List<RejectionReason> REJECTIONS = Arrays.asList(RejectionReason.values());

  /** What the event says, with ids and time as in the event; null for a dead letter. */
  Fact fact;

  /** Why a request is rejected; null if it is accepted, and for any other event. */
  RejectionReason rejection;

  /** Why there is no event but a dead letter; null if there is one. */
  DeadLetter.Reason deadLetter;

  /** Returns what stands for a dead letter. */
  static AuctionEvent ofDeadLetter(DeadLetter.Reason reason) {
    AuctionEvent event = new AuctionEvent();
    event.deadLetter = reason;
    return event;
  }

  boolean isDeadLetter() {
    return deadLetter != null;
  }

  /** The time of a dead letter is that of its receipt, which events may be behind. */
  @Override
  public boolean advancesTime() {
    return super.advancesTime() && !isDeadLetter();
  }

  @Override
  public String payload(Topic<?> origin) {
    ObjectNode json = JSON.createObjectNode();
    if (isDeadLetter()) {
      json.put("dead_letter", deadLetter.name());
    } else if (fact instanceof Request request) {
      json.put("publisher_id", request.publisher()).put("accepted", request.accepted());
    } else if (fact instanceof Response response) {
      json.set("seats", JSON.valueToTree(response.bidder().seats()));
      json.put("bids", response.bids().size());
    } else if (fact instanceof Outcome outcome) {
      json.put("kind", outcome.kind().name()).put("bidder_id", outcome.bidder());
      if (outcome.isPriced()) {
        json.put("price_usd", outcome.usd());
      }
    }
    return json.toString();
  }

  @Override
  protected void write(DataOutputView out) throws IOException {
    super.write(out);
    id.write(out);
    VarInt.write(receivedAt - time, out);
    out.writeByte(DEAD_LETTERS.indexOf(deadLetter));
    if (!isDeadLetter()) {
      out.writeByte(REJECTIONS.indexOf(rejection));
      fact.write(time, out);
    }
  }

  @Override
  protected void read(DataInputView in) throws IOException {
    super.read(in);
    id = EventId.read(in);
    receivedAt = time + VarInt.read(in);
    deadLetter = reason(DEAD_LETTERS, in.readByte());
    if (!isDeadLetter()) {
      rejection = reason(REJECTIONS, in.readByte());
      fact =
          isOf(Topics.BID_REQUESTS)
              ? Request.read(time, in)
              : isOf(Topics.BID_RESPONSES) ? Response.read(time, in) : Outcome.read(time, in);
    }
  }

  private static <R> R reason(List<R> reasons, int index) {
    return index < 0 ? null : reasons.get(index);
  }
}
