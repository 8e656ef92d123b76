package io.bidlake.generator.supply;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import net.datafaker.Faker;

/**
 * Creates unique random names. Domains end in {@code .example}, which is reserved: a random name
 * under a real suffix could belong to somebody.
 */
public final class Names {

  private final Faker faker;
  private final Set<String> used = new HashSet<>();

  public Names(long seed) {
    this.faker = new Faker(Locale.ENGLISH, new Random(seed));
  }

  public String company() {
    return unique(() -> faker.company().name());
  }

  String place() {
    return unique(() -> faker.address().city());
  }

  String app() {
    return unique(() -> faker.app().name() + " " + capitalised(faker.word().noun()));
  }

  String screen() {
    return unique(() -> faker.address().streetName());
  }

  /** Returns a headline as a URL slug. */
  String headline() {
    return slug(faker.company().catchPhrase());
  }

  static String slug(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFD)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9 -]", "")
        .trim()
        .replaceAll("[ -]+", "-");
  }

  public static String domain(String name) {
    return slug(name).replace("-", "") + ".example";
  }

  private static String capitalised(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  private String unique(Supplier<String> invent) {
    String name = invent.get();
    while (!used.add(slug(name))) {
      name = invent.get();
    }
    return name;
  }
}
