package io.bidlake.settings;

import java.util.List;

/** Says everything that is wrong with the settings, one problem a line. */
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
