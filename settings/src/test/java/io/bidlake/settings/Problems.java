package io.bidlake.settings;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;

/** What {@link Settings#check()} has to say, as a list; empty when it has nothing. */
final class Problems {

  private Problems() {}

  static List<String> of(Settings settings) {
    InvalidSettings invalid = catchThrowableOfType(InvalidSettings.class, settings::check);
    return invalid == null ? List.of() : invalid.problems();
  }
}
