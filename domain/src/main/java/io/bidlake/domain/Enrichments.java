package io.bidlake.domain;

import io.bidlake.settings.Settings;
import java.io.Serializable;

/**
 * What bid requests are enriched with. Read when the job is submitted and shipped with it.
 *
 * @param rates what currencies are worth
 */
public record Enrichments(CurrencyRates rates) implements Serializable {

  public static Enrichments read(Settings settings) {
    return new Enrichments(CurrencyRates.read(settings));
  }

  /** Those that come with Bidlake. */
  public static Enrichments defaults() {
    return new Enrichments(CurrencyRates.defaults());
  }
}
