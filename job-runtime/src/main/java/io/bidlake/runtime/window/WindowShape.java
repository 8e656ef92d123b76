package io.bidlake.runtime.window;

import java.io.Serializable;
import java.time.Duration;

/**
 * Sliding or tumbling windows, and when they are emitted and cleared. A window consists of slices
 * as long as the slide, which overlapping windows share.
 *
 * @param size length of a window in ms, a multiple of the slide
 * @param slide interval between the starts of two windows, in ms
 * @param hold how far the watermark must be past the end of a window until it is complete, in ms
 * @param lateness how long a complete window can be corrected, in ms
 * @param step interval of event time at which a window is emitted before it is complete, in ms; the
 *     size if it is not
 */
public record WindowShape(long size, long slide, long hold, long lateness, long step)
    implements Serializable {

  public WindowShape {
    if (slide <= 0 || size <= 0 || size % slide != 0) {
      throw new IllegalArgumentException(
          "the size must be a multiple of the slide, was %d and %d ms".formatted(size, slide));
    }
    if (step <= 0 || size % step != 0) {
      throw new IllegalArgumentException(
          "the size must be a multiple of the step, was %d and %d ms".formatted(size, step));
    }
    if (step != size && size != slide) {
      throw new IllegalArgumentException("only windows that do not overlap are emitted in steps");
    }
  }

  /** Windows that are emitted when they are complete. */
  public WindowShape(long size, long slide, long hold, long lateness) {
    this(size, slide, hold, lateness, size);
  }

  /** Returns windows that do not overlap. */
  public static WindowShape tumbling(Duration size, Duration hold, Duration lateness) {
    return sliding(size, size, hold, lateness);
  }

  public static WindowShape sliding(
      Duration size, Duration slide, Duration hold, Duration lateness) {
    return new WindowShape(size.toMillis(), slide.toMillis(), hold.toMillis(), lateness.toMillis());
  }

  /** Returns the same windows, emitted before they are complete, too. */
  public WindowShape inSteps(Duration each) {
    return new WindowShape(size, slide, hold, lateness, each.toMillis());
  }

  /** Returns the start of the slice that contains a time. */
  public long sliceOf(long time) {
    return time - Math.floorMod(time, slide);
  }

  /**
   * Returns the start of the first window that contains a slice; the last one starts with the
   * slice.
   */
  long firstWindowOf(long slice) {
    return slice - size + slide;
  }

  /** Returns the watermark at which a window is complete. */
  long finalAt(long window) {
    return window + size - 1 + hold;
  }

  /** Returns whether windows are emitted before they are complete. */
  boolean isInSteps() {
    return step != size;
  }

  /** Returns the watermark after this one at which an open window is emitted. */
  long nextStepAt(long window, long watermark) {
    // Not a subtraction, as the first watermark is the lowest number.
    long first = window + step - 1 + hold;
    return watermark < first ? first : first + ((watermark - first) / step + 1) * step;
  }

  /**
   * Returns the start of the window that is emitted at this watermark before it is complete. It is
   * valid only if {@link #isStep} returns true.
   */
  long windowInStepAt(long watermark) {
    return sliceOf(watermark - hold);
  }

  /** Returns whether a window is emitted at this watermark before it is complete. */
  boolean isStep(long watermark) {
    long end = watermark + 1 - hold;
    return isInSteps() && Math.floorMod(end, step) == 0 && !isWindow(end);
  }

  /** Returns the watermark at which a window can no longer be corrected. */
  long forgottenAt(long window) {
    return finalAt(window) + lateness;
  }

  /** Returns whether the windows of a slice can still be changed at a watermark. */
  public boolean canChange(long slice, long watermark) {
    return forgottenAt(slice) > watermark;
  }

  /** Returns whether the row of a window can change. */
  boolean canChangeRows() {
    return lateness > 0 || isInSteps();
  }

  /** Returns whether a window starts at this time. */
  boolean isWindow(long time) {
    return Math.floorMod(time, slide) == 0;
  }

  /**
   * Returns the start of the window that becomes complete at this watermark. It is valid only if
   * {@link #isWindow} returns true for it.
   */
  long windowFinalAt(long watermark) {
    return watermark + 1 - hold - size;
  }
}
