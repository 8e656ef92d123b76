package io.bidlake.settings;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses and formats byte sizes such as {@code 256MB}, in powers of 1024. */
final class ByteSizes {

  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*(b|kb|mb|gb|tb)");
  private static final String EXPECTATION = "a positive size such as 512KB, 256MB or 2GB";
  private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB"};

  private ByteSizes() {}

  static long parsePositive(String text) {
    Matcher matcher = SIZE.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(EXPECTATION);
    }
    long count = Long.parseLong(matcher.group(1));
    int shift = 10 * power(matcher.group(2));
    if (count == 0 || count > Long.MAX_VALUE >> shift) {
      throw new IllegalArgumentException(EXPECTATION);
    }
    return count << shift;
  }

  private static int power(String unit) {
    return switch (unit) {
      case "kb" -> 1;
      case "mb" -> 2;
      case "gb" -> 3;
      case "tb" -> 4;
      default -> 0;
    };
  }

  static String format(long bytes) {
    long count = bytes;
    int power = 0;
    while (power < UNITS.length - 1 && count % 1024 == 0) {
      count /= 1024;
      power++;
    }
    return count + UNITS[power];
  }
}
