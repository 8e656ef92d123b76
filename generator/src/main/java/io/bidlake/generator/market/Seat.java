package io.bidlake.generator.market;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.util.Utf8;

/**
 * A buyer's seat.
 *
 * @param keenness price level, as a multiple of the average
 * @param nurl URL of win notices
 * @param burl URL of billing notices
 * @param lurl URL of loss notices
 */
public record Seat(Utf8 id, double keenness, Utf8 nurl, Utf8 burl, Utf8 lurl) {

  private static final List<String> NAMES =
      List.of(
          "alder", "birch", "cedar", "elm", "hazel", "juniper", "larch", "maple", "oak", "poplar",
          "rowan", "willow");

  private static final String NOTICE =
      "https://%s.dsp-%s.example/?bid=${AUCTION_BID_ID}&price=${AUCTION_PRICE}&cur=${AUCTION_CURRENCY}";

  /** Returns all seats, larger ones first. */
  static List<Seat> all() {
    List<Seat> seats = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      String name = NAMES.get(i);
      seats.add(
          new Seat(
              new Utf8("dsp-" + name),
              1.3 - 0.05 * i,
              new Utf8(NOTICE.formatted("win", name)),
              new Utf8(NOTICE.formatted("bill", name)),
              new Utf8("https://loss.dsp-%s.example/?why=${AUCTION_LOSS}".formatted(name))));
    }
    return List.copyOf(seats);
  }
}
