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
  static String whole(Number number) {
    return format("#,##0", number);
  }

  /** Without rounding, such as 1,024 or 0.25. */
  static String exact(double number) {
    return format("#,##0.##########", number);
  }

  /** With three significant digits, such as 41,200 or 3.14. */
  static String rounded(double number) {
    return plain("#,##0.##########", number);
  }

  /** With three significant digits and a suffix, such as 41.2k. */
  static String shortened(double number) {
    double size = Math.abs(rounded3(number).doubleValue());
    if (size >= 1e9) {
      return plain("0.##", number / 1e9) + "G";
    }
    if (size >= 1e6) {
      return plain("0.##", number / 1e6) + "M";
    }
    return size >= 1e3 ? plain("0.##", number / 1e3) + "k" : plain("0.##########", number);
  }

  /** In decimal units, such as 1.23 GB, where 1 GB is 1,000,000,000 bytes. */
  static String bytes(double bytes) {
    double size = rounded3(bytes).doubleValue();
    if (size >= 1e9) {
      return rounded(bytes / 1e9) + " GB";
    }
    if (size >= 1e6) {
      return rounded(bytes / 1e6) + " MB";
    }
    return size >= 1e3 ? rounded(bytes / 1e3) + " kB" : rounded(bytes) + " B";
  }

  static String ratio(double ratio) {
    return format(ratio >= 9.995 ? "#,##0.0" : "0.00", ratio);
  }

  static String share(double share) {
    return format("0.0#", share * 100) + "%";
  }

  static String seconds(double seconds) {
    return format("#,##0.0", seconds);
  }

  private static String plain(String pattern, double number) {
    return format(pattern, rounded3(number));
  }

  private static BigDecimal rounded3(double number) {
    return new BigDecimal(number, THREE_DIGITS);
  }

  /** A DecimalFormat is not thread-safe, so each call creates one. */
  private static String format(String pattern, Object number) {
    DecimalFormat format =
        new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
    format.setRoundingMode(RoundingMode.HALF_UP);
    return format.format(number);
  }
}
