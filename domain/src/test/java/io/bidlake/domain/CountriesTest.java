package io.bidlake.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CountriesTest {

  @Test
  void areThoseOfJavasOwnList() {
    assertThat(Locale.getISOCountries()).hasSize(249);
    for (String alpha2 : Locale.getISOCountries()) {
      String alpha3 = new Locale.Builder().setRegion(alpha2).build().getISO3Country();
      assertThat(alpha3(alpha2)).isEqualTo(alpha3);
      assertThat(alpha3(alpha3)).isEqualTo(alpha3);
    }
  }

  @Test
  void areNoMoreThanThese() {
    Set<String> codes = new HashSet<>(Arrays.asList(Locale.getISOCountries()));
    codes.addAll(List.of("UK", "EL", "XK"));
    for (char first = 'A'; first <= 'Z'; first++) {
      for (char second = 'A'; second <= 'Z'; second++) {
        String text = "" + first + second;
        assertThat(alpha3(text) != null).as(text).isEqualTo(codes.contains(text));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "de,DEU",
        "Usa,USA",
        " GBR ,GBR",
        "\tfr,FRA",
        "uk,GBR",
        "EL,GRC",
        "XK,XKX",
        "XKX,XKX"
      })
  void areUnderstoodInOtherSpellings(String text, String code) {
    assertThat(alpha3(text)).isEqualTo(code);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        " ",
        "\0",
        "UKR2",
        "EU",
        "XKXX",
        "ZZ",
        "Germany",
        "276",
        "DEU,USA",
        "DE-BY",
        "../DEU",
        "DE U",
        "🇩🇪",
        "ＤＥＵ",
        "null",
        "-",
        "\uFFFD",
        "\uDBFF\uDFFF"
      })
  void areNothingElse(String text) {
    assertThat(alpha3(text)).isNull();
  }

  @Test
  void areNoLongTexts() {
    assertThat(alpha3("x".repeat(300))).isNull();
  }

  private static String alpha3(String text) {
    Utf8 code = Countries.alpha3(text == null ? null : new Utf8(text));
    return code == null ? null : code.toString();
  }
}
