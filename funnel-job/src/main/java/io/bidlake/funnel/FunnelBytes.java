package io.bidlake.funnel;

import io.bidlake.funnel.RequestFunnel.Child;
import io.bidlake.funnel.RequestFunnel.Request;
import io.bidlake.runtime.EventId;
import io.bidlake.runtime.EventNumber;
import io.bidlake.runtime.EventText;
import io.bidlake.runtime.PackedBytes;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What is known of a request, in bytes: times as distances from others. */
final class FunnelBytes extends PackedBytes<RequestFunnel> {

  private static final int REQUEST = 1;
  private static final int ACCEPTED = 2;

  @Override
  protected void write(RequestFunnel funnel, DataOutputView out) throws IOException {
    Request request = funnel.request().orElse(null);
    long since = funnel.last();
    if (request == null) {
      out.writeByte(0);
    } else {
      out.writeByte(request.accepted() ? REQUEST | ACCEPTED : REQUEST);
      EventNumber.write(request.time() - since, out);
      since = request.time();
      EventText.write(request.publisher(), out);
    }
    for (Child child : funnel.children()) {
      out.writeByte(child.stage().index());
      child.id().write(out);
      if (child.stage() != Stage.RESPONSE) {
        child.parentId().write(out);
      }
      EventNumber.write(child.time() - since, out);
      EventNumber.write(child.partition(), out);
      EventNumber.write(child.offset(), out);
    }
  }

  @Override
  protected void read(DataInputView in, RequestFunnel funnel) throws IOException {
    int flags = in.readByte();
    long since = funnel.last();
    if ((flags & REQUEST) != 0) {
      since += EventNumber.read(in);
      funnel.add(new Request(since, EventText.read(in), (flags & ACCEPTED) != 0));
    }
    while (hasMore()) {
      Stage stage = Stage.of(in.readByte());
      EventId id = EventId.read(in);
      EventId parentId = stage == Stage.RESPONSE ? null : EventId.read(in);
      long time = since + EventNumber.read(in);
      int partition = (int) EventNumber.read(in);
      funnel.children().add(new Child(stage, id, parentId, time, partition, EventNumber.read(in)));
    }
  }
}
