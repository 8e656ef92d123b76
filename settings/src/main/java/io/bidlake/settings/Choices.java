package io.bidlake.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Parses and formats booleans and enum constants. */
final class Choices {

  private Choices() {}

  static boolean trueOrFalse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("true or false");
    };
  }

  static <E extends Enum<E>> E choice(String text, E[] choices) {
    List<String> spellings = new ArrayList<>();
    for (E choice : choices) {
      if (choice.name().equalsIgnoreCase(text.replace('-', '_'))) {
        return choice;
      }
      spellings.add(spelled(choice));
    }
    throw new IllegalArgumentException("one of " + String.join(", ", spellings));
  }

  static String spelled(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
