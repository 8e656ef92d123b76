package io.bidlake.runtime.window;

import java.io.Serializable;
import java.time.Duration;

/**
 * Windows of one length that begin at regular intervals, and when they are written. A window is
 * made of slices as long as the interval, which overlapping windows share.
 *
 * @param size length of a window in ms, a multiple of the slide
 * @param slide from one begin to the next, in ms
 * @param hold how far the watermark must be past a window's end until all is in, in ms
 * @param lateness how long after that a window can be corrected, in ms
 */
public record WindowShape(long size, long slide, long hold, long lateness) implements Serializable {

  public WindowShape {
    if (slide <= 0 || size <= 0 || size % slide != 0) {
      throw new IllegalArgumentException(
          "the size must be a multiple of the slide, was %d and %d ms".formatted(size, slide));
    }
  }

  /** Windows that do not overlap. */
  public static WindowShape tumbling(Duration size, Duration hold, Duration lateness) {
    return sliding(size, size, hold, lateness);
  }

  public static WindowShape sliding(
      Duration size, Duration slide, Duration hold, Duration lateness) {
    return new WindowShape(size.toMillis(), slide.toMillis(), hold.toMillis(), lateness.toMillis());
  }

  /** Begin of the slice that a time is in. */
  public long sliceOf(long time) {
    return time - Math.floorMod(time, slide);
  }

  /** Begin of the first window that a slice is in; the last one begins with the slice. */
  long firstWindowOf(long slice) {
    return slice - size + slide;
  }

  /** Watermark at which a window is complete. */
  long finalAt(long window) {
    return window + size - 1 + hold;
  }

  /** Watermark at which a window can no longer be corrected. */
  long forgottenAt(long window) {
    return finalAt(window) + lateness;
  }

  /** Whether a window is kept after it is complete. */
  boolean canBeCorrected() {
    return lateness > 0;
  }

  /** Whether a window begins at this time. */
  boolean isWindow(long time) {
    return Math.floorMod(time, slide) == 0;
  }

  /** The window that is complete at this watermark, if {@link #isWindow} says that it is one. */
  long windowFinalAt(long watermark) {
    return watermark + 1 - hold - size;
  }
}
