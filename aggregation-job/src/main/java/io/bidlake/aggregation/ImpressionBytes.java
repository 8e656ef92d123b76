package io.bidlake.aggregation;

import io.bidlake.aggregation.RequestImpressions.CountedImpression;
import io.bidlake.aggregation.RequestImpressions.Request;
import io.bidlake.runtime.request.RequestStateBytes;
import io.bidlake.runtime.state.EventId;
import io.bidlake.runtime.state.VarInt;
import io.bidlake.runtime.state.VarText;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializes the state of a request; times are written as differences. */
final class ImpressionBytes extends RequestStateBytes<RequestImpressions> {

  private static final int FORMAT = 1;

  ImpressionBytes() {
    super(FORMAT);
  }

  @Override
  protected void write(RequestImpressions known, DataOutputView out) throws IOException {
    Request request = known.request();
    long since = known.last();
    out.writeBoolean(request != null);
    if (request != null) {
      VarInt.write(request.time() - since, out);
      since = request.time();
      VarText.write(request.country(), out);
    }
    for (CountedImpression impression : known.impressions()) {
      impression.id().write(out);
      VarInt.write(impression.time() - since, out);
      out.writeDouble(impression.usd());
      VarText.write(impression.bidder(), out);
    }
  }

  @Override
  protected void read(int written, DataInputView in, RequestImpressions known) throws IOException {
    long since = known.last();
    if (in.readBoolean()) {
      since += VarInt.read(in);
      known.request(new Request(since, VarText.read(in)));
    }
    while (hasMore()) {
      EventId id = EventId.read(in);
      long time = since + VarInt.read(in);
      known.impressions().add(new CountedImpression(id, time, in.readDouble(), VarText.read(in)));
    }
  }
}
