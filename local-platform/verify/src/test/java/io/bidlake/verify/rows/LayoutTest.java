package io.bidlake.verify.rows;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

class LayoutTest {

  private static final int CURRENCY = Layout.IMPRESSIONS.index("win_currency");
  private static final int CREATIVE = Layout.IMPRESSIONS.index("creative_id");

  @Test
  void takesNoValueForTheDefaultOfAFieldThatWasAddedLater() {
    assertThat(Layout.IMPRESSIONS.orDefault(CURRENCY, null)).isEqualTo("USD");
  }

  @Test
  void leavesAValueAsItIs() {
    assertThat(Layout.IMPRESSIONS.orDefault(CURRENCY, "EUR")).isEqualTo("EUR");
  }

  @Test
  void leavesNoValueWhereNoneIsTheDefault() {
    assertThat(Layout.IMPRESSIONS.orDefault(CREATIVE, null)).isNull();
  }

  @Test
  void knowsTheDefaultsOfNumbers() {
    Schema event =
        SchemaBuilder.record("Impression")
            .fields()
            .name("win_price")
            .type()
            .doubleType()
            .doubleDefault(0.5)
            .endRecord();

    Layout layout = Layout.IMPRESSIONS.withDefaultsOf(event);

    assertThat(layout.orDefault(layout.index("win_price"), null)).isEqualTo(0.5);
  }
}
