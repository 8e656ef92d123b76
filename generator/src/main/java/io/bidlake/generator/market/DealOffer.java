package io.bidlake.generator.market;

import io.bidlake.generator.place.Currency;
import io.bidlake.generator.pool.Dice;
import io.bidlake.model.Deal;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.util.Utf8;

/**
 * A deal that requests offer.
 *
 * @param floor minimum bid, CPM in USD
 * @param seats seats that may bid on the deal
 */
public record DealOffer(Deal deal, double floor, List<Seat> seats) {

  /** {@code deal.at} of a deal with a fixed price, its floor. */
  public static final int FIXED_PRICE = 3;

  private static final int PER_MEDIA = 8;

  /** First price, fixed price, or that of the request. */
  private static final List<Integer> AUCTION_TYPES = Arrays.asList(1, FIXED_PRICE, null);

  static Map<Media, List<DealOffer>> all(List<Seat> seats, Dice dice) {
    Map<Media, List<DealOffer>> offers = new EnumMap<>(Media.class);
    for (Media media : Media.values()) {
      offers.put(
          media,
          IntStream.rangeClosed(1, PER_MEDIA)
              .mapToObj(number -> of(media, number, seats, dice))
              .toList());
    }
    return offers;
  }

  private static DealOffer of(Media media, int number, List<Seat> seats, Dice dice) {
    Currency currency = dice.chance(0.85) ? Currency.USD : Currency.EUR;
    double floor = currency.floorNear(media.floor(dice) * 1.5 + 0.2);
    List<Seat> named =
        dice.chance(0.3) ? seats : List.of(seats.get(number - 1), seats.get(number + 3));
    String id = "deal-%s-%d".formatted(media.name().toLowerCase(Locale.ROOT), number);
    Deal deal =
        Deal.newBuilder()
            .setId(new Utf8(id.replace('_', '-')))
            .setBidfloor(floor)
            .setBidfloorcur(currency.code())
            .setAt(AUCTION_TYPES.get(dice.below(AUCTION_TYPES.size())))
            .setWseat(named == seats ? List.of() : named.stream().map(Seat::id).distinct().toList())
            .build();
    return new DealOffer(deal, currency.toDollars(floor), named);
  }
}
