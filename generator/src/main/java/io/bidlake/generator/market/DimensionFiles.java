package io.bidlake.generator.market;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bidlake.model.Deal;
import io.bidlake.model.Publisher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Writes what the ids in the generator's events stand for, as files of dimensions: JSON lines,
 * named after their tables. The market is always the same, and so are the files.
 */
public final class DimensionFiles {

  private static final ObjectMapper JSON = new ObjectMapper();

  private DimensionFiles() {}

  /** Writes the files into a folder, which is created if necessary. */
  public static void write(Path folder) throws IOException {
    Market market = Market.create();
    Files.createDirectories(folder);
    List<Publisher> publishers = new ArrayList<>(market.inventory().publishers());
    publishers.addAll(market.testInventory().publishers());
    write(folder, "dim_publisher", publishers, DimensionFiles::publisher);
    write(folder, "dim_advertiser", market.advertisers(), DimensionFiles::advertiser);
    write(folder, "dim_campaign", campaigns(market), DimensionFiles::campaign);
    write(folder, "dim_creative", market.creatives(), DimensionFiles::creative);
    write(folder, "dim_bidder", market.seats(), DimensionFiles::bidder);
    write(folder, "dim_deal", market.deals(), DimensionFiles::deal);
  }

  private static <T> void write(
      Path folder, String name, List<T> members, BiConsumer<T, ObjectNode> columns)
      throws IOException {
    StringBuilder lines = new StringBuilder();
    for (T member : members) {
      ObjectNode line = JSON.createObjectNode();
      columns.accept(member, line);
      lines.append(line).append('\n');
    }
    Files.writeString(folder.resolve(name + ".jsonl"), lines);
  }

  private static void publisher(Publisher publisher, ObjectNode line) {
    line.put("publisher_id", publisher.getId().toString());
    line.put("publisher_name", publisher.getName().toString());
    line.put("publisher_domain", publisher.getDomain().toString());
    line.put("publisher_category", publisher.getCat().get(0).toString());
  }

  private static void advertiser(Advertiser advertiser, ObjectNode line) {
    line.put("advertiser_id", advertiser.id());
    line.put("advertiser_name", advertiser.name());
    line.put("advertiser_domain", advertiser.domain().toString());
    line.put("advertiser_category", advertiser.categories().get(0).toString());
  }

  private record Campaign(String id, Advertiser advertiser, int number) {}

  private static List<Campaign> campaigns(Market market) {
    Map<String, Campaign> campaigns = new LinkedHashMap<>();
    for (Creative creative : market.creatives()) {
      Advertiser advertiser = market.advertisers().get(creative.advertiser());
      campaigns.computeIfAbsent(
          creative.campaign().toString(),
          id -> new Campaign(id, advertiser, Integer.parseInt(id.substring(id.length() - 1))));
    }
    return List.copyOf(campaigns.values());
  }

  private static void campaign(Campaign campaign, ObjectNode line) {
    line.put("campaign_id", campaign.id());
    line.put("campaign_name", campaign.advertiser().name() + " " + campaign.number());
    line.put("advertiser_id", campaign.advertiser().id());
    line.put("daily_budget_usd", 50.0 * campaign.number());
  }

  private static void creative(Creative creative, ObjectNode line) {
    line.put("creative_id", creative.id().toString());
    line.put("campaign_id", creative.campaign().toString());
    line.put(
        "media_type",
        switch (creative.mtype()) {
          case Creative.BANNER -> "banner";
          case Creative.VIDEO -> "video";
          case Creative.AUDIO -> "audio";
          default -> "native";
        });
    line.put("creative_w", creative.w());
    line.put("creative_h", creative.h());
    line.put("creative_duration", creative.dur());
  }

  private static void bidder(Seat seat, ObjectNode line) {
    String name = seat.id().toString().substring("dsp-".length());
    line.put("bidder_id", seat.id().toString());
    line.put("bidder_name", name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1));
    line.put("bidder_domain", seat.id() + ".example");
  }

  private static void deal(Deal deal, ObjectNode line) {
    line.put("deal_id", deal.getId().toString());
    line.put("deal_name", deal.getId().toString().replace('-', ' '));
    line.put("deal_floor", deal.getBidfloor());
    line.put("deal_currency", deal.getBidfloorcur().toString());
    line.put("deal_auction_type", deal.getAt());
  }
}
