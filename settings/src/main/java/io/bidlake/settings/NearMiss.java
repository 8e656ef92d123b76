package io.bidlake.settings;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the name that was probably meant by an unknown one. */
public final class NearMiss {

  /** Maximum edit distance between an unknown name and the one that was probably meant. */
  public static final int LARGEST_DISTANCE = 3;

  private NearMiss() {}

  /**
   * Returns the most similar of the known names; empty if none is similar enough.
   *
   * @param limit maximum edit distance
   */
  public static Optional<String> of(String given, Stream<String> names, int limit) {
    LevenshteinDistance distance = new LevenshteinDistance(limit);
    return names
        .filter(name -> distance.apply(given, name) >= 0)
        .min(Comparator.comparing(name -> distance.apply(given, name)));
  }
}
