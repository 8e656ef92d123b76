package io.bidlake.local.platform;

import java.time.Duration;

/** Shows in the output of a test how long each server took. */
public final class ProgressToLog implements Progress {
  @Override
  public void done(String name, Duration took, String result) {
    System.out.printf("%s done after %s: %s%n", name, took, result);
  }

  @Override
  public void failed(String name, String text) {
    System.out.printf("%s failed: %s%n", name, text);
  }

  @Override
  public void note(String text) {
    System.out.println(text);
  }
}
