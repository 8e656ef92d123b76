package io.bidlake.generator.example;

import io.bidlake.settings.Settings;
import java.util.Optional;

/**
 * Rates of the example events, 0 to 1.
 *
 * @param viewability share of the impressions with something to see that get a viewability event
 * @param conversion share of the clicks that lead to a conversion
 */
public record ExampleRates(double viewability, double conversion) {

  /** Returns the rates, or nothing if the settings leave the example events out. */
  public static Optional<ExampleRates> read(Settings settings) {
    boolean wanted =
        settings.flag(
            "example-events",
            "true",
            "Send viewability events and conversions, which only the landing job reads, if another"
                + " topic is in Avro: true or false");
    ExampleRates rates =
        new ExampleRates(
            settings.rate(
                "viewability-rate",
                0.95,
                "Share of impressions, other than audio, that get a viewability event"),
            settings.rate("conversion-rate", 0.03, "Share of clicks that lead to a conversion"));
    return wanted ? Optional.of(rates) : Optional.empty();
  }
}
