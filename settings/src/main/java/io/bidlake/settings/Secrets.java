package io.bidlake.settings;

import java.util.regex.Pattern;

/** Knows which values must not be shown. */
public final class Secrets {

  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)secret|password|passwd|token|credential|(access|api)[-._]key|[-._]key$|jaas"
              + "|user[-._]?info");

  private Secrets() {}

  /** The value, or {@code [REDACTED]} where the key names a secret. */
  public static String hide(String key, String value) {
    return SECRET.matcher(key).find() ? "[REDACTED]" : value;
  }
}
