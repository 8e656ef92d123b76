package io.bidlake.funnel;

import io.bidlake.funnel.RequestFunnel.Child;
import io.bidlake.funnel.RequestFunnel.Request;
import io.bidlake.runtime.request.Bidder;
import io.bidlake.runtime.request.RequestStateBytes;
import io.bidlake.runtime.state.EventId;
import io.bidlake.runtime.state.VarInt;
import io.bidlake.runtime.state.VarText;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializes the state of a request; times are written as differences. */
final class FunnelBytes extends RequestStateBytes<RequestFunnel> {

  /** Format version; children have a bidder from version 2 on. */
  private static final int FORMAT = 2;

  private static final int REQUEST = 1;
  private static final int ACCEPTED = 2;

  private final FunnelStages stages;

  FunnelBytes(FunnelStages stages) {
    super(FORMAT);
    this.stages = stages;
  }

  @Override
  protected void write(RequestFunnel funnel, DataOutputView out) throws IOException {
    Request request = funnel.request().orElse(null);
    long since = funnel.last();
    if (request == null) {
      out.writeByte(0);
    } else {
      out.writeByte(request.accepted() ? REQUEST | ACCEPTED : REQUEST);
      VarInt.write(request.time() - since, out);
      since = request.time();
      VarText.write(request.publisher(), out);
    }
    for (Child child : funnel.children()) {
      out.writeByte(child.stage());
      child.id().write(out);
      if (!stages.isBelowMouth(child.stage())) {
        child.parentId().write(out);
      }
      Bidder.write(child.bidder(), out);
      VarInt.write(child.time() - since, out);
      VarInt.write(child.partition(), out);
      VarInt.write(child.offset(), out);
    }
  }

  @Override
  protected void read(int written, DataInputView in, RequestFunnel funnel) throws IOException {
    int flags = in.readByte();
    long since = funnel.last();
    if ((flags & REQUEST) != 0) {
      since += VarInt.read(in);
      funnel.add(new Request(since, VarText.read(in), (flags & ACCEPTED) != 0));
    }
    while (hasMore()) {
      int stage = in.readUnsignedByte();
      EventId id = EventId.read(in);
      EventId parentId = stages.isBelowMouth(stage) ? null : EventId.read(in);
      Bidder bidder = written < 2 ? null : Bidder.read(in);
      long time = since + VarInt.read(in);
      int partition = (int) VarInt.read(in);
      long offset = VarInt.read(in);
      funnel.children().add(new Child(stage, id, parentId, bidder, time, partition, offset));
    }
  }
}
