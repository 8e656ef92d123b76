package io.bidlake.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CountryMixTest {

  private static final int IDS = 200_000;

  @Test
  void hasAllItsCountriesAndNoOthers() {
    assertThat(picked(12)).hasSize(12);
    assertThat(picked(200)).hasSize(200).allSatisfy((code, ids) -> assertThat(code).hasSize(3));
  }

  @Test
  void followsZipfsLaw() {
    Map<String, Integer> picked = picked(12);
    double harmonic = 3.103;
    assertThat(picked.get("ABW")).isCloseTo((int) (IDS / harmonic), withinPercentage(2));
    assertThat(picked.get("AFG")).isCloseTo((int) (IDS / harmonic / 2), withinPercentage(2));
    assertThat(picked.get("AGO")).isCloseTo((int) (IDS / harmonic / 3), withinPercentage(2));
  }

  @Test
  void givesAnIdTheSameCountryEachTime() {
    assertThat(picked(60)).isEqualTo(picked(60));
  }

  @Test
  void refusesMoreCountriesThanThereAre() {
    assertThatThrownBy(() -> CountryMix.of(0)).hasMessageContaining("countries must be from 1 to");
    assertThatThrownBy(() -> CountryMix.of(1_000)).hasMessageContaining("was 1000");
  }

  private static Map<String, Integer> picked(int countries) {
    CountryMix mix = CountryMix.of(countries);
    Map<String, Integer> picked = new TreeMap<>();
    for (int id = 0; id < IDS; id++) {
      picked.merge(mix.of(("request-" + id).getBytes(StandardCharsets.UTF_8)), 1, Integer::sum);
    }
    return picked;
  }
}
