package io.bidlake.bench;

import io.bidlake.model.Topics;
import io.bidlake.tables.Tables;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
    name = "aggregation",
    description = "Impressions and revenue by country and bidder, on both state backends.",
    mixinStandardHelpOptions = true)
final class AggregationCommand extends WindowJobCommand {

  AggregationCommand() {
    super(
        "Aggregation",
        List.of(Topics.BID_REQUESTS, Topics.IMPRESSIONS),
        List.of(
            Tables.HOURLY_IMPRESSIONS_BY_GEO,
            Tables.ROLLING_METRICS_BY_BIDDER,
            Tables.LATE_EVENTS));
  }
}
