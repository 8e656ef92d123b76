package io.bidlake.aggregation;

import io.bidlake.aggregation.RequestImpressions.Request;
import io.bidlake.aggregation.RequestImpressions.Shown;
import io.bidlake.runtime.EventId;
import io.bidlake.runtime.EventNumber;
import io.bidlake.runtime.EventText;
import io.bidlake.runtime.PackedBytes;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What is known of a request, in bytes: times as distances from others. */
final class ImpressionBytes extends PackedBytes<RequestImpressions> {

  @Override
  protected void write(RequestImpressions known, DataOutputView out) throws IOException {
    Request request = known.request();
    long since = known.last();
    out.writeBoolean(request != null);
    if (request != null) {
      EventNumber.write(request.time() - since, out);
      since = request.time();
      EventText.write(request.country(), out);
    }
    for (Shown impression : known.impressions()) {
      impression.id().write(out);
      EventNumber.write(impression.time() - since, out);
      out.writeDouble(impression.usd());
      EventText.write(impression.bidder(), out);
    }
  }

  @Override
  protected void read(DataInputView in, RequestImpressions known) throws IOException {
    long since = known.last();
    if (in.readBoolean()) {
      since += EventNumber.read(in);
      known.request(new Request(since, EventText.read(in)));
    }
    while (hasMore()) {
      EventId id = EventId.read(in);
      long time = since + EventNumber.read(in);
      known.impressions().add(new Shown(id, time, in.readDouble(), EventText.read(in)));
    }
  }
}
