package io.bidlake.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowJobCommandTest {

  /** A table that is missing would be neither compared nor dropped after a run. */
  @Test
  void comparesEachWindowedTableOnce() {
    List<TableDefinition<?>> compared = new ArrayList<>();
    compared.addAll(new AggregationCommand().tables());
    compared.addAll(new AuctionCommand().tables());
    compared.removeIf(Tables.LATE_EVENTS::equals);
    compared.add(Tables.HOURLY_FUNNEL_BY_PUBLISHER); // by FunnelCommand

    assertThat(compared).containsExactlyInAnyOrderElementsOf(Tables.WINDOWS);
  }
}
