package io.bidlake.generator.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bidlake.generator.example.SampleExamples.Viewed;
import io.bidlake.generator.funnel.SampleFunnels;
import io.bidlake.model.Rectangle;
import io.bidlake.model.Viewability;
import io.bidlake.model.ViewabilityGeometry;
import io.bidlake.model.ViewabilityMethod;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ViewabilityTest {

  private static final int AUDIO = 3;
  private static final List<Viewed> ALL = SampleExamples.of(1, new ExampleRates(1, 0)).views();

  @Test
  void mostImpressionsWithSomethingToSeeHaveOne() {
    long visible =
        SampleFunnels.all().stream()
            .flatMap(
                funnel ->
                    funnel.impressions().stream()
                        .filter(shown -> SampleExamples.bid(funnel, shown).getMtype() != AUDIO))
            .count();
    double some = SampleExamples.of(1, new ExampleRates(0.95, 0.03)).views().size();

    assertThat(ALL).hasSize((int) visible);
    assertThat(some / visible).isCloseTo(0.95, within(0.02));
  }

  @Test
  void belongToAnImpressionAndComeWithinAMinute() {
    for (Viewed viewed : ALL) {
      assertThat((Object) viewed.event().getRequestId())
          .isEqualTo(viewed.funnel().request().getId());
      assertThat((Object) viewed.event().getImpId()).isEqualTo(viewed.impression().getImpId());
      assertThat((Object) viewed.event().getCreativeId())
          .isEqualTo(viewed.impression().getCreativeId());
      assertThat((Object) viewed.event().getCampaignId()).isEqualTo(viewed.bid().getCid());
      assertThat(viewed.event().getViewedAt())
          .isAfter(viewed.impression().getEventTimestamp())
          .isBeforeOrEqualTo(viewed.impression().getEventTimestamp().plusSeconds(60));
    }
    assertThat(ALL).extracting(viewed -> viewed.event().getEventId()).doesNotHaveDuplicates();
  }

  @Test
  void applyTheRuleOfTheMediaRatingCouncil() {
    for (Viewed viewed : ALL) {
      Viewability event = viewed.event();
      if (event.getMeasured()) {
        boolean large = event.getMethod() == ViewabilityMethod.LARGE_DISPLAY;
        boolean video = event.getMethod() == ViewabilityMethod.VIDEO;
        boolean enough = event.getInViewPercent() >= (large ? 30 : 50);
        assertThat(event.getViewable())
            .isEqualTo(enough && event.getInViewSeconds() >= (video ? 2 : 1));
        assertThat(event.getInViewSeconds()).isBetween(0.0, enough ? 58.0 : 0.0);
        assertThat(video).isEqualTo(viewed.bid().getMtype() == 2);
      }
    }
    assertThat(ALL)
        .extracting(viewed -> viewed.event().getMethod())
        .contains(ViewabilityMethod.values());
  }

  @Test
  void aVideoIsInViewAsLongAsItPlaysAtMost() {
    assertThat(ALL)
        .filteredOn(viewed -> viewed.event().getMethod() == ViewabilityMethod.VIDEO)
        .filteredOn(viewed -> viewed.event().getMeasured())
        .isNotEmpty()
        .allMatch(viewed -> viewed.event().getInViewSeconds() <= viewed.bid().getDur());
  }

  @Test
  void theShareInViewIsThatOfTheGeometry() {
    for (Viewed viewed : ALL) {
      ViewabilityGeometry geometry = viewed.event().getGeometry();
      if (geometry != null) {
        Rectangle ad = geometry.getAd();
        Rectangle seen = geometry.getOnScreen();
        int pixels = seen == null ? 0 : seen.getWidth() * seen.getHeight();
        assertThat(viewed.event().getInViewPercent())
            .isEqualTo(100 * pixels / (ad.getWidth() * ad.getHeight()));
        assertThat(ad.getWidth()).isBetween(1, geometry.getViewportWidth());
        assertThat(ad.getHeight()).isBetween(1, geometry.getViewportHeight());
        assertThat(ad.getX()).isBetween(0, geometry.getViewportWidth() - ad.getWidth());
        if (seen != null) {
          assertThat(seen.getY()).isBetween(0, geometry.getViewportHeight());
          assertThat(seen.getY() + seen.getHeight()).isBetween(1, geometry.getViewportHeight());
        }
      }
    }
    assertThat(ALL).anyMatch(viewed -> isOutOfView(viewed.event()));
  }

  @Test
  void whatIsNotMeasuredIsNotViewableAndHasNoFigures() {
    assertThat(ALL)
        .filteredOn(viewed -> !viewed.event().getMeasured())
        .isNotEmpty()
        .allMatch(
            viewed ->
                !viewed.event().getViewable()
                    && viewed.event().getInViewPercent() == null
                    && viewed.event().getInViewSeconds() == null
                    && viewed.event().getGeometry() == null);
    assertThat(share(viewed -> viewed.event().getMeasured(), ALL)).isCloseTo(0.96, within(0.03));
  }

  @Test
  void noScriptMeasuresScreensInTheStreet() {
    assertThat(ALL)
        .filteredOn(viewed -> viewed.funnel().request().getDooh() != null)
        .isNotEmpty()
        .noneMatch(viewed -> viewed.event().getMeasured());
  }

  @Test
  void aboutSeventyPercentOfWhatIsMeasuredIsViewable() {
    List<Viewed> measured = ALL.stream().filter(viewed -> viewed.event().getMeasured()).toList();

    assertThat(share(viewed -> viewed.event().getViewable(), measured))
        .isCloseTo(0.72, within(0.08));
  }

  private static boolean isOutOfView(Viewability event) {
    return event.getMeasured() && event.getGeometry().getOnScreen() == null;
  }

  private static double share(Predicate<Viewed> what, List<Viewed> views) {
    return views.stream().filter(what).count() / (double) views.size();
  }
}
