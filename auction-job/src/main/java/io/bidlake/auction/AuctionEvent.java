package io.bidlake.auction;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bidlake.auction.Fact.Outcome;
import io.bidlake.auction.Fact.Request;
import io.bidlake.auction.Fact.Response;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.runtime.request.RequestEvent;
import io.bidlake.runtime.state.CompactSerializer;
import io.bidlake.runtime.state.CompactTypeInfo;
import io.bidlake.runtime.state.EventId;
import java.io.IOException;
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

  /** What the event says, with ids and time as in the event. */
  Fact fact;

  @Override
  public String payload(Topic<?> origin) {
    ObjectNode json = JSON.createObjectNode();
    if (fact instanceof Request request) {
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

    @Override
    public AuctionEvent createInstance() {
      return new AuctionEvent();
    }

    @Override
    public void serialize(AuctionEvent event, DataOutputView out) throws IOException {
      event.writeCommon(out);
      event.id.write(out);
      event.fact.write(event.time, out);
    }

    @Override
    public AuctionEvent deserialize(DataInputView in) throws IOException {
      AuctionEvent event = new AuctionEvent();
      event.readCommon(in);
      event.id = EventId.read(in);
      event.fact =
          event.isOf(Topics.BID_REQUESTS)
              ? Request.read(event.time, in)
              : event.isOf(Topics.BID_RESPONSES)
                  ? Response.read(event.time, in)
                  : Outcome.read(event.time, in);
      return event;
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
