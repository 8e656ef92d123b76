package io.bidlake.domain;

import io.bidlake.settings.Settings;
import java.io.Serializable;

/**
 * Reference data with which bid requests are enriched. It is read when the job is submitted, and is
 * part of the job graph.
 *
 * @param rates exchange rates of currencies
 */
public record Enrichments(CurrencyRates rates) implements Serializable {

  public static Enrichments read(Settings settings) {
    return new Enrichments(CurrencyRates.read(settings));
  }

  /** Returns the reference data that is packaged with Bidlake. */
  public static Enrichments defaults() {
    return new Enrichments(CurrencyRates.defaults());
  }
}
