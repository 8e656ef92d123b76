package io.bidlake.settings;

import java.util.regex.Pattern;

/**
 * Redacts values that must not be shown: those whose key or text indicates a secret. Of the
 * settings that are passed through to Kafka or Iceberg, only those known to be harmless are shown.
 */
public final class Secrets {

  private static final String HIDDEN = "[REDACTED]";

  private static final String SPEAKS_OF_A_SECRET =
      "secret|passw|passphrase|\\bpwd\\b|token|credential|auth|header|jaas|signature|cookie"
          + "|(access|api|shared|account|private)[-._]?key|[-._]key$|user[-._]?info";

  private static final Pattern SECRET = Pattern.compile("(?i)" + SPEAKS_OF_A_SECRET);

  /** Matches {@code jdbc:...;password=x}. */
  private static final Pattern SECRET_WITHIN =
      Pattern.compile("(?i)(" + SPEAKS_OF_A_SECRET + ")\\w*\\s*[=:]");

  /** Matches the login in {@code https://user:password@host}. */
  private static final Pattern LOGIN_IN_ADDRESS = Pattern.compile("(?<=//)[^/?#\\s]*@");

  /** Keys of Kafka and Iceberg settings that are useful in a log and hold no secret. */
  private static final Pattern HARMLESS =
      Pattern.compile(
          "(?i)(^|[-._])(type|impl|uri|url|endpoint|region|warehouse|servers|protocol|mechanism"
              + "|location|serializer|deserializer|class|id|reset|level|version|project)$");

  private static final Pattern FLAG_OR_NUMBER = Pattern.compile("true|false|-?\\d{1,9}(\\.\\d+)?");

  private Secrets() {}

  /** Returns whether the key indicates a secret. */
  public static boolean isSecret(String key) {
    return SECRET.matcher(key).find();
  }

  /** Returns the value, or {@code [REDACTED]} where the key or the value indicates a secret. */
  public static String hide(String key, String value) {
    return isSecret(key) || SECRET_WITHIN.matcher(value).find()
        ? HIDDEN
        : LOGIN_IN_ADDRESS.matcher(value).replaceAll(HIDDEN + "@");
  }

  /** Redacts the value of a passed-through key unless the key is known to be harmless. */
  static String hideUnlessHarmless(String key, String value) {
    return HARMLESS.matcher(key).find() || FLAG_OR_NUMBER.matcher(value).matches()
        ? hide(key, value)
        : HIDDEN;
  }
}
