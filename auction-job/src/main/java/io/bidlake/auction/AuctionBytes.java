package io.bidlake.auction;

import io.bidlake.auction.Fact.Outcome;
import io.bidlake.auction.Fact.Request;
import io.bidlake.auction.Fact.Response;
import io.bidlake.runtime.request.RequestStateBytes;
import io.bidlake.runtime.state.VarInt;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Serializes the state of a request; times are written as differences. In format 1 a request has no
 * user. In formats 1 and 2 nothing is counted by {@code hourly_event_quality}, and all steps are
 * reconciled.
 */
final class AuctionBytes extends RequestStateBytes<AuctionState> {

  private static final int WITHOUT_USERS = 1;
  private static final int WITHOUT_QUALITY = 2;
  private static final int FORMAT = 3;

  AuctionBytes() {
    super(FORMAT);
  }

  @Override
  protected void write(AuctionState state, DataOutputView out) throws IOException {
    long since = state.last();
    state.counted().write(out);
    out.writeBoolean(state.isInQuality());
    out.writeBoolean(state.request() != null);
    if (state.request() != null) {
      state.request().write(since, out);
      since = state.request().time();
    }
    VarInt.write(state.responses().size(), out);
    for (Response response : state.responses()) {
      response.write(since, out);
    }
    for (Outcome outcome : state.outcomes()) {
      outcome.write(since, out);
    }
  }

  @Override
  protected void read(int written, DataInputView in, AuctionState state) throws IOException {
    long since = state.last();
    state.counted(
        written > WITHOUT_QUALITY ? AuctionBounds.read(in) : AuctionBounds.readWithoutSteps(in));
    state.inQuality(written > WITHOUT_QUALITY && in.readBoolean());
    if (in.readBoolean()) {
      state.request(
          written == WITHOUT_USERS ? Request.readWithoutUser(since, in) : Request.read(since, in));
      since = state.request().time();
    }
    int responses = (int) VarInt.read(in);
    for (int i = 0; i < responses; i++) {
      state.responses().add(Response.read(since, in));
    }
    while (hasMore()) {
      state.outcomes().add(Outcome.read(since, in));
    }
  }
}
