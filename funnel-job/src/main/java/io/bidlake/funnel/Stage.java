package io.bidlake.funnel;

import io.bidlake.model.Topics;

/** The stages of the funnel, from its mouth down, in the order of {@link Topics#ALL}. */
enum Stage {
  REQUEST(0),
  RESPONSE(1),
  IMPRESSION(2),
  CLICK(3);

  private static final Stage[] ALL = values();

  static final int COUNT = ALL.length;

  private final int index;

  Stage(int index) {
    this.index = index;
  }

  static Stage of(int index) {
    return ALL[index];
  }

  /** Position of its topic in {@link Topics#ALL} and of its count. */
  int index() {
    return index;
  }

  /** The stage above; the mouth has none. */
  Stage parent() {
    return ALL[index - 1];
  }
}
