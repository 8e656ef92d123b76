package io.bidlake.bench;

import io.bidlake.model.Topics;
import io.bidlake.tables.Tables;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
    name = "auction",
    description =
        "Prices, leakage, serving, reach, event quality and reconciliation, on both state backends.",
    mixinStandardHelpOptions = true)
final class AuctionCommand extends WindowJobCommand {

  AuctionCommand() {
    super(
        "Auction",
        Topics.ALL,
        List.of(
            Tables.HOURLY_BID_LANDSCAPE,
            Tables.HOURLY_FUNNEL_LEAKAGE,
            Tables.SERVING_BY_MINUTE,
            Tables.DAILY_REACH_BY_CAMPAIGN,
            Tables.HOURLY_EVENT_QUALITY,
            Tables.HOURLY_RECONCILIATION,
            Tables.RECONCILIATION_GAPS,
            Tables.LATE_EVENTS));
  }
}
