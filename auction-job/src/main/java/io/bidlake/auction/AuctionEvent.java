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
import io.bidlake.runtime.state.CompactSerializer;
import io.bidlake.runtime.state.CompactTypeInfo;
import io.bidlake.runtime.state.EventId;
import io.bidlake.runtime.state.VarInt;
import io.bidlake.tables.DeadLetter;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** An event of an auction, reduced to what the job needs. */
public final class AuctionEvent extends RequestEvent {

  static final TypeInformation<AuctionEvent> TYPE =
      new CompactTypeInfo<>(AuctionEvent.class, new Serializer());

  private static final ObjectMapper JSON = new ObjectMapper();

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

  /** Serializes events for the network; they are never in state. */
  public static final class Serializer extends CompactSerializer<AuctionEvent> {

    private static final List<DeadLetter.Reason> DEAD_LETTERS =
        Arrays.asList(DeadLetter.Reason.values());
    private static final List<RejectionReason> REJECTIONS = Arrays.asList(RejectionReason.values());

    @Override
    public AuctionEvent createInstance() {
      return new AuctionEvent();
    }

    @Override
    public void serialize(AuctionEvent event, DataOutputView out) throws IOException {
      event.writeCommon(out);
      event.id.write(out);
      VarInt.write(event.receivedAt - event.time, out);
      writeReason(event.deadLetter, DEAD_LETTERS, out);
      if (!event.isDeadLetter()) {
        writeReason(event.rejection, REJECTIONS, out);
        event.fact.write(event.time, out);
      }
    }

    @Override
    public AuctionEvent deserialize(DataInputView in) throws IOException {
      AuctionEvent event = new AuctionEvent();
      event.readCommon(in);
      event.id = EventId.read(in);
      event.receivedAt = event.time + VarInt.read(in);
      event.deadLetter = readReason(DEAD_LETTERS, in);
      if (!event.isDeadLetter()) {
        event.rejection = readReason(REJECTIONS, in);
        event.fact =
            event.isOf(Topics.BID_REQUESTS)
                ? Request.read(event.time, in)
                : event.isOf(Topics.BID_RESPONSES)
                    ? Response.read(event.time, in)
                    : Outcome.read(event.time, in);
      }
      return event;
    }

    private static <R> void writeReason(R reason, List<R> reasons, DataOutputView out)
        throws IOException {
      out.writeByte(reasons.indexOf(reason));
    }

    private static <R> R readReason(List<R> reasons, DataInputView in) throws IOException {
      byte index = in.readByte();
      return index < 0 ? null : reasons.get(index);
    }

    @Override
    public TypeSerializerSnapshot<AuctionEvent> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** Identifies the serializer in a savepoint. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<AuctionEvent> {

    public Snapshot() {
      super(Serializer::new);
    }
  }
}
