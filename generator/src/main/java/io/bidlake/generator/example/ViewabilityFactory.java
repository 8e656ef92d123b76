package io.bidlake.generator.example;

import io.bidlake.generator.pool.Dice;
import io.bidlake.model.Impression;
import io.bidlake.model.Viewability;
import io.bidlake.model.ViewabilityGeometry;
import io.bidlake.model.ViewabilityMethod;

/** Creates viewability events, up to a minute after their impression. */
final class ViewabilityFactory {

  /** Share of the impressions where the script can measure; none on out-of-home screens. */
  private static final double MEASURABLE = 0.97;

  /** From this number of pixels on a display ad is large. */
  private static final int LARGE = 242_500;

  private static final double LONGEST = 60;

  private ViewabilityFactory() {}

  static Viewability viewability(ShownAd shown, Dice dice) {
    Impression impression = shown.impression();
    Viewability event = new Viewability();
    event.setEventId(dice.uuid());
    event.setImpressionId(impression.getImpressionId());
    event.setRequestId(impression.getRequestId());
    event.setImpId(impression.getImpId());
    event.setCampaignId(shown.bid().getCid());
    event.setCreativeId(impression.getCreativeId());
    event.setMethod(method(shown));
    double seconds = 0;
    // The rules are for screens with one viewer.
    if (!shown.isOutOfHome() && dice.chance(MEASURABLE)) {
      seconds = measure(event, shown, dice);
    }
    double measuring = Math.min(LONGEST, seconds + 0.5 + dice.exponential(2));
    event.setViewedAt(impression.getEventTimestamp().plusMillis((long) (measuring * 1000)));
    return event;
  }

  /** Fills in what the script saw, and returns the seconds in view. */
  private static double measure(Viewability event, ShownAd shown, Dice dice) {
    ViewabilityGeometry geometry = AdPosition.of(shown, dice);
    int percent = AdPosition.percentInView(geometry);
    double longest = shown.isVideo() ? shown.bid().getDur() : LONGEST - 2;
    double stay = Math.rint(10 * Math.min(longest, dice.exponential(8))) / 10;
    double seconds = percent < leastPercent(event.getMethod()) ? 0 : stay;
    event.setMeasured(true);
    event.setViewable(seconds >= leastSeconds(event.getMethod()));
    event.setInViewPercent(percent);
    event.setInViewSeconds(seconds);
    event.setGeometry(geometry);
    return seconds;
  }

  private static ViewabilityMethod method(ShownAd shown) {
    if (shown.isVideo()) {
      return ViewabilityMethod.VIDEO;
    }
    Integer width = shown.bid().getW();
    Integer height = shown.bid().getH();
    return width != null && height != null && width * height >= LARGE
        ? ViewabilityMethod.LARGE_DISPLAY
        : ViewabilityMethod.DISPLAY;
  }

  private static int leastPercent(ViewabilityMethod method) {
    return method == ViewabilityMethod.LARGE_DISPLAY ? 30 : 50;
  }

  private static int leastSeconds(ViewabilityMethod method) {
    return method == ViewabilityMethod.VIDEO ? 2 : 1;
  }
}
