package io.bidlake.generator.example;

import io.bidlake.generator.place.Currency;
import io.bidlake.generator.pool.Dice;
import io.bidlake.generator.pool.Text;
import io.bidlake.model.Click;
import io.bidlake.model.Conversion;
import io.bidlake.model.ConversionItem;
import io.bidlake.model.ConversionType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.util.Utf8;

/** Creates conversions, a few seconds to four minutes after their click or impression. */
final class ConversionFactory {

  private static final int LONGEST_DELAY = 240_000;
  private static final int MOST_ITEMS = 3;

  private static final List<Product> PRODUCTS =
      List.of(
          new Product("SKU-1001", "Running shoes", 89.95),
          new Product("SKU-1002", "Rain jacket", 129.00),
          new Product("SKU-2001", "Wireless headphones", 199.00),
          new Product("SKU-2002", "USB-C cable", 12.49),
          new Product("SKU-3001", "Espresso beans, 1 kg", 24.90),
          new Product("SKU-3002", "Olive oil", 14.25),
          new Product("SKU-4001", "Desk lamp", 59.99),
          new Product("SKU-4002", "Office chair", 349.00));

  private static final Utf8 NEW_CUSTOMER = new Utf8("new_customer");
  private static final Utf8 PAYMENT = new Utf8("payment");
  private static final Utf8 COUPON = new Utf8("coupon");
  private static final Utf8 PLAN = new Utf8("plan");
  private static final Utf8 FORM = new Utf8("form");
  private static final Utf8 APP_VERSION = new Utf8("app_version");
  private static final List<Utf8> YES_NO = Text.list("true", "false");
  private static final List<Utf8> PAYMENTS = Text.list("card", "paypal", "invoice");
  private static final List<Utf8> COUPONS = Text.list("SPRING10", "WELCOME", "FREESHIP");
  private static final List<Utf8> PLANS = Text.list("free", "trial", "newsletter");
  private static final List<Utf8> FORMS = Text.list("contact", "quote", "test drive");
  private static final List<Utf8> VERSIONS = Text.list("2.9.1", "3.0.0", "3.0.2");

  /** A product with its price in USD. */
  private record Product(Utf8 sku, Utf8 name, double price) {
    Product(String sku, String name, double price) {
      this(new Utf8(sku), new Utf8(name), price);
    }
  }

  private ConversionFactory() {}

  /** Returns a conversion that is attributed to a click. */
  static Conversion afterClick(ShownAd shown, Click click, Dice dice) {
    Conversion conversion = conversion(shown, click.getEventTimestamp(), dice);
    conversion.setClickId(click.getClickId());
    return conversion;
  }

  /** Returns a conversion that is attributed to a view of the ad. */
  static Conversion afterView(ShownAd shown, Dice dice) {
    return conversion(shown, shown.impression().getEventTimestamp(), dice);
  }

  private static Conversion conversion(ShownAd shown, Instant cause, Dice dice) {
    Conversion conversion = new Conversion();
    conversion.setEventId(dice.uuid());
    conversion.setImpressionId(shown.impression().getImpressionId());
    conversion.setRequestId(shown.impression().getRequestId());
    conversion.setCampaignId(shown.bid().getCid());
    conversion.setCreativeId(shown.impression().getCreativeId());
    conversion.setConvertedAt(
        cause.plusMillis(Math.min(LONGEST_DELAY, 3_000 + (int) dice.exponential(45_000))));
    conversion.setType(type(shown, dice));
    conversion.setItems(List.of());
    if (conversion.getType() == ConversionType.PURCHASE) {
      buy(conversion, Currency.valueOf(shown.impression().getWinCurrency().toString()), dice);
    }
    conversion.setAttributes(attributes(conversion.getType(), dice));
    return conversion;
  }

  private static ConversionType type(ShownAd shown, Dice dice) {
    int percent = dice.below(100);
    if (shown.isInApp()) {
      return percent < 50
          ? ConversionType.INSTALL
          : percent < 80 ? ConversionType.PURCHASE : ConversionType.SIGNUP;
    }
    return percent < 55
        ? ConversionType.PURCHASE
        : percent < 80 ? ConversionType.SIGNUP : ConversionType.LEAD;
  }

  private static void buy(Conversion conversion, Currency currency, Dice dice) {
    List<ConversionItem> items = new ArrayList<>(MOST_ITEMS);
    BigDecimal total = BigDecimal.ZERO.setScale(2);
    int first = dice.below(PRODUCTS.size());
    int count = dice.between(1, MOST_ITEMS);
    for (int i = 0; i < count; i++) {
      Product product = PRODUCTS.get((first + i) % PRODUCTS.size());
      int quantity = dice.chance(0.8) ? 1 : dice.between(2, 4);
      BigDecimal price = price(product, currency);
      items.add(new ConversionItem(product.sku, product.name, quantity, price));
      total = total.add(price.multiply(BigDecimal.valueOf(quantity)));
    }
    conversion.setItems(items);
    conversion.setValue(total);
    conversion.setCurrency(currency.code());
  }

  /** Returns a price with two decimals, which for the yen are zeros. */
  private static BigDecimal price(Product product, Currency currency) {
    return BigDecimal.valueOf(product.price / currency.toDollars(1))
        .setScale(currency == Currency.JPY ? 0 : 2, RoundingMode.HALF_UP)
        .setScale(2);
  }

  private static Map<Utf8, Utf8> attributes(ConversionType type, Dice dice) {
    Map<Utf8, Utf8> attributes = new LinkedHashMap<>();
    attributes.put(NEW_CUSTOMER, pick(YES_NO, dice));
    switch (type) {
      case PURCHASE -> {
        attributes.put(PAYMENT, pick(PAYMENTS, dice));
        if (dice.chance(0.3)) {
          attributes.put(COUPON, pick(COUPONS, dice));
        }
      }
      case SIGNUP -> attributes.put(PLAN, pick(PLANS, dice));
      case LEAD -> attributes.put(FORM, pick(FORMS, dice));
      case INSTALL -> attributes.put(APP_VERSION, pick(VERSIONS, dice));
    }
    return attributes;
  }

  private static Utf8 pick(List<Utf8> texts, Dice dice) {
    return texts.get(dice.below(texts.size()));
  }
}
