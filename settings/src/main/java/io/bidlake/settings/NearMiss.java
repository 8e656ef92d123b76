package io.bidlake.settings;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds what was probably meant by a name that there is not. */
public final class NearMiss {

  /** Edits between a name and the one that was probably meant. */
  public static final int LARGEST_DISTANCE = 3;

  private NearMiss() {}

  /**
   * The most similar of the names that there are.
   *
   * @param limit edits that may lie between
   */
  public static Optional<String> of(String given, Stream<String> names, int limit) {
    LevenshteinDistance distance = new LevenshteinDistance(limit);
    return names
        .filter(name -> distance.apply(given, name) >= 0)
        .min(Comparator.comparing(name -> distance.apply(given, name)));
  }
}
