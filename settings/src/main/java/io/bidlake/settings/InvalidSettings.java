package io.bidlake.settings;

import java.util.List;

/** Thrown when settings are invalid; the message lists every problem, one per line. */
public final class InvalidSettings extends RuntimeException {

  private final List<String> problems;

  public InvalidSettings(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }
}
