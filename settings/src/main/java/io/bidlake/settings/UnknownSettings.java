package io.bidlake.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds settings that no program reads, and suggests the one that was probably meant. */
final class UnknownSettings {

  /**
   * Maximum edit distance of a near miss. The environment holds variables of other programs, so
   * only near misses of long names are reported.
   */
  private static final int LARGEST_NEAR_MISS = 2;

  private static final int SHORTEST_VARIABLE = 8;

  private UnknownSettings() {}

  static List<String> in(SettingSources sources, Collection<Setting> known) {
    List<String> problems = new ArrayList<>();
    for (String key : sources.arguments().keySet()) {
      if (!isKnown(key, known)) {
        problems.add("unknown setting --%s%s".formatted(key, suggestion("--", key, known)));
      }
    }
    for (String key : sources.file().keySet()) {
      if (!isKnown(key, known)) {
        problems.add("unknown setting %s in file%s".formatted(key, suggestion("", key, known)));
      }
    }
    for (String name : sources.environment().keySet()) {
      nearMiss(name, known)
          .ifPresent(
              meant ->
                  problems.add(
                      "unknown setting %s in the environment; did you mean %s?"
                          .formatted(name, meant)));
    }
    return problems;
  }

  /** A member of a family is known unless it looks like a mistyped single setting. */
  private static boolean isKnown(String key, Collection<Setting> known) {
    return known.stream().anyMatch(s -> s.key().equals(key))
        || (known.stream().anyMatch(s -> s.isFamily() && key.startsWith(s.familyPrefix()))
            && NearMiss.of(key, singleKeys(known), LARGEST_NEAR_MISS).isEmpty());
  }

  private static Stream<String> singleKeys(Collection<Setting> known) {
    return known.stream().filter(s -> !s.isFamily()).map(Setting::key);
  }

  private static String suggestion(String dashes, String key, Collection<Setting> known) {
    return NearMiss.of(key, singleKeys(known), NearMiss.LARGEST_DISTANCE)
        .map(meant -> "; did you mean %s%s?".formatted(dashes, meant))
        .orElse("; --help lists all settings");
  }

  private static Optional<String> nearMiss(String name, Collection<Setting> known) {
    boolean ours = known.stream().anyMatch(s -> s.environmentVariable().equals(name));
    if (ours || name.length() < SHORTEST_VARIABLE) {
      return Optional.empty();
    }
    return NearMiss.of(
        name,
        known.stream().filter(s -> !s.isFamily()).map(Setting::environmentVariable),
        LARGEST_NEAR_MISS);
  }
}
