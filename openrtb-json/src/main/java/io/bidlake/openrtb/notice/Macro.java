package io.bidlake.openrtb.notice;

import java.util.Arrays;
import java.util.Optional;

/** The macros that columns are filled from: those of OpenRTB 2.6 (section 4.4), then ours. */
enum Macro {
  AUCTION_ID,
  AUCTION_BID_ID,
  AUCTION_IMP_ID,
  AUCTION_SEAT_ID,
  AUCTION_PRICE,
  AUCTION_CURRENCY,
  AUCTION_IMP_TS,
  AUCTION_LOSS,
  AUCTION_MIN_TO_WIN,
  IMPRESSION_ID,
  CLICK_ID,
  CLICK_URL,
  CREATIVE_ID,
  AD_DOMAIN;

  /** The encoding of a price, which follows the macro's name and a colon. */
  enum Encoding {
    PLAIN,
    B64,
    MICROS
  }

  /** A macro in a template. */
  record Use(Macro macro, Encoding encoding) {}

  /**
   * Parses the text between the braces of a macro in a template.
   *
   * @return empty for a macro that fills no column
   * @throws IllegalArgumentException if the macro's encoding is unknown
   */
  static Optional<Use> use(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    return Arrays.stream(values())
        .filter(macro -> macro.name().equals(name))
        .findFirst()
        .map(macro -> new Use(macro, colon < 0 ? Encoding.PLAIN : macro.encoding(text)));
  }

  private Encoding encoding(String text) {
    boolean price = this == AUCTION_PRICE || this == AUCTION_MIN_TO_WIN;
    if (price && text.equals(this + ":" + Encoding.B64)) {
      return Encoding.B64;
    }
    if (price && text.equals(this + ":" + Encoding.MICROS)) {
      return Encoding.MICROS;
    }
    throw new IllegalArgumentException(
        "the encoding of ${%s} cannot be read; %s"
            .formatted(
                text,
                price
                    ? "prices can be plain, :B64 or :MICROS"
                    : "only AUCTION_PRICE and AUCTION_MIN_TO_WIN can have one"));
  }
}
