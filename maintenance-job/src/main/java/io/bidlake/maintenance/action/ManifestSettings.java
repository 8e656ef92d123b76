package io.bidlake.maintenance.action;

import io.bidlake.settings.Settings;
import java.io.Serializable;

/**
 * When manifests are rewritten.
 *
 * @param minCount how many small manifests there must be
 */
public record ManifestSettings(int minCount) implements Serializable {

  public static ManifestSettings read(Settings settings) {
    return new ManifestSettings(
        (int)
            settings.wholeNumber(
                "manifests.min-count",
                30,
                2,
                Integer.MAX_VALUE,
                "Small manifests that a table must have for them to be merged"));
  }
}
