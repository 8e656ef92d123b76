package io.bidlake.domain.enrichment;

import static org.assertj.core.api.Assertions.assertThatObject;

import org.junit.jupiter.api.Test;

class ReferenceTextTest {

  @Test
  void isOneObjectForEqualTexts() {
    assertThatObject(ReferenceText.of("Chrome 130"))
        .isSameAs(ReferenceText.of("Chrome " + 130))
        .isNotEqualTo(ReferenceText.of("Chrome 131"));
  }

  @Test
  void isNullForATextWithoutContent() {
    assertThatObject(ReferenceText.of(null)).isNull();
    assertThatObject(ReferenceText.of(" ")).isNull();
  }
}
