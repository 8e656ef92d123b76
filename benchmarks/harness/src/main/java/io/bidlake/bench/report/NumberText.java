package io.bidlake.bench.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Formats numbers with the appropriate precision, independently of the locale. */
final class NumberText {

  private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_UP);

  private NumberText() {}

  /** With all digits, such as 1,234,567. */
  static String whole(double number) {
    return String.format(Locale.ROOT, "%,.0f", number);
  }

  /** Without rounding, such as 1,024 or 0.25. */
  static String exact(double number) {
    return digits(BigDecimal.valueOf(number));
  }

  /** With three significant digits, such as 41,200 or 3.14. */
  static String rounded(double number) {
    return digits(new BigDecimal(number, THREE_DIGITS));
  }

  /** In decimal units, such as 1.23 GB, where 1 GB is 1,000,000,000 bytes. */
  static String bytes(double bytes) {
    if (bytes >= 999.5e6) {
      return rounded(bytes / 1e9) + " GB";
    }
    if (bytes >= 999.5e3) {
      return rounded(bytes / 1e6) + " MB";
    }
    return bytes >= 999.5 ? rounded(bytes / 1e3) + " kB" : rounded(bytes) + " B";
  }

  static String ratio(double ratio) {
    return String.format(Locale.ROOT, ratio >= 9.995 ? "%,.1f" : "%.2f", ratio);
  }

  static String percent(double share) {
    return rounded(share * 100) + "%";
  }

  static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%,.1f s", seconds);
  }

  /** A DecimalFormat is not thread-safe, so each call creates one. */
  private static String digits(BigDecimal number) {
    return new DecimalFormat("#,##0.##########", DecimalFormatSymbols.getInstance(Locale.ROOT))
        .format(number);
  }
}
