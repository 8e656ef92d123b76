package io.bidlake.generator.example;

import io.bidlake.generator.funnel.Funnel;
import io.bidlake.generator.funnel.Funnel.EventConsumer;
import io.bidlake.generator.pool.Dice;
import io.bidlake.model.Click;
import io.bidlake.model.ExampleTopics;
import io.bidlake.model.Impression;

/**
 * Creates the example events that follow from a funnel. They use random numbers of their own, so
 * the funnels are the same with and without them.
 */
public final class ExampleFactory {

  private static final long EXAMPLES = 0x6578616d706c65L;

  /** Conversions after a view of an ad without a click, by impression, for one after a click. */
  private static final double WITHOUT_CLICK = 0.01;

  private final long seed;
  private final ExampleRates rates;
  private final Dice dice = new Dice(0);

  public ExampleFactory(long seed, ExampleRates rates) {
    this.seed = seed ^ EXAMPLES;
    this.rates = rates;
  }

  /**
   * Passes the example events of a funnel to a consumer.
   *
   * @param number number of the funnel, from 0
   */
  public void forEachExample(long number, Funnel funnel, EventConsumer events) {
    dice.reseed(Dice.seedOf(seed, number));
    for (Impression impression : funnel.impressions()) {
      ShownAd shown = ShownAd.of(funnel.request(), funnel.response().getSeatbid(), impression);
      if (!shown.isAudio() && dice.chance(rates.viewability())) {
        events.accept(ExampleTopics.VIEWABILITY, ViewabilityFactory.viewability(shown, dice));
      }
      Click click = clickOn(impression, funnel);
      if (click != null && dice.chance(rates.conversion())) {
        events.accept(ExampleTopics.CONVERSIONS, ConversionFactory.afterClick(shown, click, dice));
      } else if (click == null && dice.chance(rates.conversion() * WITHOUT_CLICK)) {
        events.accept(ExampleTopics.CONVERSIONS, ConversionFactory.afterView(shown, dice));
      }
    }
  }

  private static Click clickOn(Impression impression, Funnel funnel) {
    return funnel.clicks().stream()
        .filter(click -> click.getImpressionId().equals(impression.getImpressionId()))
        .findFirst()
        .orElse(null);
  }
}
