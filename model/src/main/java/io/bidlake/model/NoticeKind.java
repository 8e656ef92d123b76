package io.bidlake.model;

import java.util.Locale;

/** What a notice tells of a bid (OpenRTB 2.6, 4.2.3), or of what came after it. */
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

  /** As it is written in settings, counters and tables. */
  public String spelled() {
    return name().toLowerCase(Locale.ROOT);
  }
}
