package io.bidlake.auction;

import com.google.common.collect.Comparators;
import io.bidlake.runtime.request.Bidder;
import io.bidlake.runtime.state.EventId;
import io.bidlake.runtime.state.VarInt;
import io.bidlake.runtime.state.VarText;
import io.bidlake.tables.Users;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What the auction job keeps of an event. Of differing copies of an event, the smallest one in the
 * order of its class counts; each order begins with the time.
 */
sealed interface Fact {

  /** Returns the event time in ms. */
  long time();

  /** Writes the fact; times are written as the difference to another one. */
  void write(long since, DataOutputView out) throws IOException;

  /**
   * A placement of a request.
   *
   * @param imp id within the request
   * @param size width x height; null if unknown
   * @param floor minimum bid, CPM in USD; NaN if unknown
   */
  record Slot(EventId imp, String size, double floor) {

    private static final Comparator<Slot> ORDER =
        Comparator.comparing(Slot::imp)
            .thenComparing(Slot::size, VarText.ORDER)
            .thenComparingDouble(Slot::floor);

    /** Returns whether there is a minimum; 0, the default of OpenRTB, and unknown are none. */
    boolean hasFloor() {
      return floor > 0;
    }
  }

  /**
   * A bid of a response.
   *
   * @param seat bidder; null if unknown
   * @param imp id of the placement
   * @param usd price, CPM in USD; NaN if unknown
   * @param campaign null if unknown
   */
  record Bid(String seat, EventId imp, double usd, String campaign) {

    private static final Comparator<Bid> ORDER =
        Comparator.comparing(Bid::seat, VarText.ORDER)
            .thenComparing(Bid::imp)
            .thenComparingDouble(Bid::usd)
            .thenComparing(Bid::campaign, VarText.ORDER);

    boolean isPriced() {
      return !Double.isNaN(usd);
    }
  }

  /**
   * A request.
   *
   * @param publisher null if unknown
   * @param accepted whether it is production traffic
   * @param user hash of the id of the user; {@link Users#NOBODY} if there is none
   */
  record Request(long time, String publisher, boolean accepted, List<Slot> slots, long user)
      implements Fact {

    static final Comparator<Request> ORDER =
        Comparator.comparingLong(Request::time)
            .thenComparing(Request::publisher, VarText.ORDER)
            .thenComparing(Request::accepted)
            .thenComparing(Request::slots, Comparators.lexicographical(Slot.ORDER))
            .thenComparingLong(Request::user);

    boolean hasUser() {
      return user != Users.NOBODY;
    }

    /** Returns the placement with an id; null if there is none. */
    Slot slot(EventId imp) {
      for (Slot slot : slots) {
        if (slot.imp().equals(imp)) {
          return slot;
        }
      }
      return null;
    }

    @Override
    public void write(long since, DataOutputView out) throws IOException {
      VarInt.write(time - since, out);
      VarText.write(publisher, out);
      out.writeBoolean(accepted);
      VarInt.write(slots.size(), out);
      for (Slot slot : slots) {
        slot.imp().write(out);
        VarText.write(slot.size(), out);
        out.writeDouble(slot.floor());
      }
      out.writeBoolean(hasUser());
      if (hasUser()) {
        out.writeLong(user);
      }
    }

    static Request read(long since, DataInputView in) throws IOException {
      Request request = readWithoutUser(since, in);
      long user = in.readBoolean() ? in.readLong() : Users.NOBODY;
      return new Request(request.time, request.publisher, request.accepted, request.slots, user);
    }

    /** Reads a request of the first state format. */
    static Request readWithoutUser(long since, DataInputView in) throws IOException {
      long time = since + VarInt.read(in);
      String publisher = VarText.read(in);
      boolean accepted = in.readBoolean();
      int count = (int) VarInt.read(in);
      List<Slot> slots = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        slots.add(new Slot(EventId.read(in), VarText.read(in), in.readDouble()));
      }
      return new Request(time, publisher, accepted, slots, Users.NOBODY);
    }
  }

  /**
   * A response.
   *
   * @param bidder its bidder, which is part of its identity
   * @param noBid reason for not bidding; null if there is none
   */
  record Response(long time, EventId id, Bidder bidder, Integer noBid, List<Bid> bids)
      implements Fact {

    static final Comparator<Response> ORDER =
        Comparator.comparingLong(Response::time)
            .thenComparing(Response::noBid, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Response::bids, Comparators.lexicographical(Bid.ORDER));

    /** Returns whether an impression belongs to this response. */
    boolean won(Outcome impression) {
      return id.equals(impression.parent())
          && Bidder.canHaveWon(bidder, Bidder.ofSeat(impression.bidder()));
    }

    /** The highest price last; without a price first. */
    private static final Comparator<Bid> BY_PRICE =
        Comparator.comparing(Bid::isPriced).thenComparingDouble(Bid::usd).thenComparing(Bid.ORDER);

    /** Returns the highest bid of some responses that an impression can be of; null if none. */
    static Bid winner(Outcome impression, List<Response> parents) {
      return parents.stream()
          .flatMap(parent -> parent.bids.stream())
          .filter(bid -> bid.imp().equals(impression.imp()))
          .filter(
              bid ->
                  bid.seat() == null
                      || impression.bidder() == null
                      || bid.seat().equals(impression.bidder()))
          .max(BY_PRICE)
          .orElse(null);
    }

    @Override
    public void write(long since, DataOutputView out) throws IOException {
      VarInt.write(time - since, out);
      id.write(out);
      Bidder.write(bidder, out);
      writeCode(noBid, out);
      VarInt.write(bids.size(), out);
      for (Bid bid : bids) {
        // Most bids are of the only seat of the response.
        int seat = bid.seat() == null ? -1 : bidder.seats().indexOf(bid.seat());
        VarInt.write(seat, out);
        if (seat < 0) {
          VarText.write(bid.seat(), out);
        }
        bid.imp().write(out);
        out.writeDouble(bid.usd());
        VarText.write(bid.campaign(), out);
      }
    }

    static Response read(long since, DataInputView in) throws IOException {
      long time = since + VarInt.read(in);
      EventId id = EventId.read(in);
      Bidder bidder = Bidder.read(in);
      Integer noBid = readCode(in);
      int count = (int) VarInt.read(in);
      List<Bid> bids = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        int seat = (int) VarInt.read(in);
        bids.add(
            new Bid(
                seat < 0 ? VarText.read(in) : bidder.seats().get(seat),
                EventId.read(in),
                in.readDouble(),
                VarText.read(in)));
      }
      return new Response(time, id, bidder, noBid, bids);
    }
  }

  /** The kinds of outcomes. Their codes are in the state of the job. */
  enum Kind {
    WIN(1),
    BILLING(2),
    LOSS(3),
    /** An impression notice. */
    PIXEL(4),
    IMPRESSION(5),
    CLICK(6);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    private static Kind of(int code) throws IOException {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IOException("a kind of outcome must have a code from 1 to 6, was " + code);
    }

    /** Returns whether it is an event of the topic of notices. */
    boolean isNotice() {
      return this != IMPRESSION && this != CLICK;
    }
  }

  /**
   * A notice, an impression or a click.
   *
   * @param id own id
   * @param parent response of an impression, impression of a click; else empty
   * @param imp id of the placement; empty for a click
   * @param bidder null if unknown, and for a click
   * @param usd price, CPM in USD; NaN if unknown
   * @param reason loss reason; null if there is none
   */
  record Outcome(
      long time,
      Kind kind,
      EventId id,
      EventId parent,
      EventId imp,
      String bidder,
      double usd,
      Integer reason)
      implements Fact {

    static final Comparator<Outcome> ORDER =
        Comparator.comparingLong(Outcome::time)
            .thenComparingInt(outcome -> outcome.kind.code)
            .thenComparing(Outcome::parent)
            .thenComparing(Outcome::imp)
            .thenComparing(Outcome::bidder, VarText.ORDER)
            .thenComparingDouble(Outcome::usd)
            .thenComparing(Outcome::reason, Comparator.nullsFirst(Comparator.naturalOrder()));

    boolean isCopyOf(Outcome other) {
      return id.equals(other.id)
          && (kind == other.kind || (kind.isNotice() && other.kind.isNotice()));
    }

    boolean isPriced() {
      return !Double.isNaN(usd);
    }

    @Override
    public void write(long since, DataOutputView out) throws IOException {
      out.writeByte(kind.code);
      VarInt.write(time - since, out);
      id.write(out);
      parent.write(out);
      imp.write(out);
      VarText.write(bidder, out);
      out.writeBoolean(isPriced());
      if (isPriced()) {
        out.writeDouble(usd);
      }
      writeCode(reason, out);
    }

    static Outcome read(long since, DataInputView in) throws IOException {
      Kind kind = Kind.of(in.readByte());
      long time = since + VarInt.read(in);
      EventId id = EventId.read(in);
      EventId parent = EventId.read(in);
      EventId imp = EventId.read(in);
      String bidder = VarText.read(in);
      double usd = in.readBoolean() ? in.readDouble() : Double.NaN;
      return new Outcome(time, kind, id, parent, imp, bidder, usd, readCode(in));
    }
  }

  private static void writeCode(Integer code, DataOutputView out) throws IOException {
    out.writeBoolean(code != null);
    if (code != null) {
      VarInt.write(code, out);
    }
  }

  private static Integer readCode(DataInputView in) throws IOException {
    return in.readBoolean() ? Integer.valueOf((int) VarInt.read(in)) : null;
  }
}
