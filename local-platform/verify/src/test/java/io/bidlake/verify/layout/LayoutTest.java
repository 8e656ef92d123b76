package io.bidlake.verify.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.tables.Tables;
import io.bidlake.verify.Sale;
import org.junit.jupiter.api.Test;

class LayoutTest {

  private static final int CURRENCY = Layout.of(Tables.IMPRESSIONS).index("win_currency");
  private static final int CREATIVE = Layout.of(Tables.IMPRESSIONS).index("creative_id");

  @Test
  void takesNoValueForTheDefaultOfAFieldThatWasAddedLater() {
    assertThat(Layout.of(Tables.IMPRESSIONS).orDefault(CURRENCY, null)).isEqualTo("USD");
  }

  @Test
  void leavesAValueAsItIs() {
    assertThat(Layout.of(Tables.IMPRESSIONS).orDefault(CURRENCY, "EUR")).isEqualTo("EUR");
  }

  @Test
  void leavesNoValueWhereNoneIsTheDefault() {
    assertThat(Layout.of(Tables.IMPRESSIONS).orDefault(CREATIVE, null)).isNull();
  }

  @Test
  void knowsTheDefaultsOfNumbers() {
    Layout layout = Layout.of(Sale.TABLE);

    assertThat(layout.orDefault(layout.index("discount"), null)).isEqualTo(0.5);
  }
}
