package io.bidlake.verify.windows;

import io.bidlake.verify.windows.Event.Head;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How events and rows lie in a file between the scan and the comparison. */
final class SpillFormat {

  private static final byte REQUEST = 0;
  private static final byte RESPONSE = 1;
  private static final byte IMPRESSION = 2;
  private static final byte CLICK = 3;
  private static final byte UNCOUNTED = 4;

  private SpillFormat() {}

  static void write(Event event, DataOutput out) throws IOException {
    if (event instanceof Event.Request request) {
      start(REQUEST, request, out);
      SpillText.write(request.publisher(), out);
      SpillText.write(request.country(), out);
      out.writeBoolean(request.accepted());
    } else if (event instanceof Event.Response response) {
      start(RESPONSE, response, out);
    } else if (event instanceof Event.Impression impression) {
      start(IMPRESSION, impression, out);
      SpillText.write(impression.response(), out);
      SpillText.write(impression.bidder(), out);
      out.writeDouble(impression.usd());
    } else if (event instanceof Event.Click click) {
      start(CLICK, click, out);
      SpillText.write(click.impression(), out);
    }
  }

  static void write(UncountedRow row, DataOutput out) throws IOException {
    out.writeByte(UNCOUNTED);
    SpillText.write(row.table(), out);
    SpillText.write(row.reason(), out);
    write(row.position(), out);
    SpillText.write(row.id(), out);
    SpillText.write(row.requestId(), out);
    out.writeLong(row.timeMicros());
    out.writeBoolean(row.lateness() != null);
    out.writeLong(row.lateness() == null ? 0 : row.lateness());
  }

  /** Reads what comes next, into one of the two lists of the slice. */
  static void read(DataInput in, SpilledSlice slice) throws IOException {
    byte kind = in.readByte();
    if (kind == UNCOUNTED) {
      slice.add(row(in));
      return;
    }
    Head head = head(in);
    slice.add(
        switch (kind) {
          case REQUEST ->
              new Event.Request(head, SpillText.read(in), SpillText.read(in), in.readBoolean());
          case RESPONSE -> new Event.Response(head);
          case IMPRESSION ->
              new Event.Impression(head, SpillText.read(in), SpillText.read(in), in.readDouble());
          case CLICK -> new Event.Click(head, SpillText.read(in));
          default -> throw new IOException("no event is of kind " + kind);
        });
  }

  private static void start(byte kind, Event event, DataOutput out) throws IOException {
    Head head = event.head();
    out.writeByte(kind);
    SpillText.write(head.requestId(), out);
    // A request's own id is the same again.
    SpillText.write(head.id().equals(head.requestId()) ? null : head.id(), out);
    out.writeLong(head.time());
    write(head.position(), out);
    out.writeBoolean(head.ahead());
    out.writeBoolean(head.settled());
  }

  private static Head head(DataInput in) throws IOException {
    String requestId = SpillText.read(in);
    String id = SpillText.read(in);
    return new Head(
        requestId,
        id == null ? requestId : id,
        in.readLong(),
        position(in),
        in.readBoolean(),
        in.readBoolean());
  }

  private static UncountedRow row(DataInput in) throws IOException {
    String table = SpillText.read(in);
    String reason = SpillText.read(in);
    Position position = position(in);
    String id = SpillText.read(in);
    String requestId = SpillText.read(in);
    long time = in.readLong();
    boolean late = in.readBoolean();
    long lateness = in.readLong();
    return new UncountedRow(table, reason, position, id, requestId, time, late ? lateness : null);
  }

  private static void write(Position position, DataOutput out) throws IOException {
    SpillText.write(position.topic(), out);
    out.writeInt(position.partition());
    out.writeLong(position.offset());
  }

  private static Position position(DataInput in) throws IOException {
    return new Position(SpillText.read(in), in.readInt(), in.readLong());
  }
}
