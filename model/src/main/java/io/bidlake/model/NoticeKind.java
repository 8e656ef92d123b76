package io.bidlake.model;

import java.util.Locale;

/** Kinds of notices about a bid (OpenRTB 2.6, 4.2.3) or about its ad. */
public enum NoticeKind {
  /** The bid won the auction (nurl). */
  WIN,
  /** The bid is billed (burl). */
  BILLING,
  /** The bid lost (lurl). */
  LOSS,
  /** The ad was rendered: a pixel in its markup. */
  IMPRESSION,
  /** The ad was clicked. */
  CLICK;

  /** Returns the kind as settings, counters and tables write it, in lower case. */
  public String spelled() {
    return name().toLowerCase(Locale.ROOT);
  }
}
