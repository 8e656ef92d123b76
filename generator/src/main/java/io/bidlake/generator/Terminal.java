package io.bidlake.generator;

import java.io.IOException;

/** Knows whether somebody watches standard error. */
final class Terminal {

  private Terminal() {}

  /** Java cannot tell: {@code System.console()} is about standard input and output. */
  static boolean isStandardError() {
    try {
      return new ProcessBuilder("test", "-t", "2").inheritIO().start().waitFor() == 0;
    } catch (IOException e) {
      // No such command: then nobody types commands here either.
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
