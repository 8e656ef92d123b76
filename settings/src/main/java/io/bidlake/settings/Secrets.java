package io.bidlake.settings;

import java.util.regex.Pattern;

/**
 * Knows which values must not be shown: those whose key, or whose own text, speaks of a secret. Of
 * what we hand on without knowing it, everything that is not harmless for sure.
 */
public final class Secrets {

  private static final String HIDDEN = "[REDACTED]";

  private static final String SPEAKS_OF_A_SECRET =
      "secret|passw|passphrase|\\bpwd\\b|token|credential|auth|header|jaas|signature|cookie"
          + "|(access|api|shared|account|private)[-._]?key|[-._]key$|user[-._]?info";

  private static final Pattern SECRET = Pattern.compile("(?i)" + SPEAKS_OF_A_SECRET);

  /** As in {@code jdbc:...;password=x}. */
  private static final Pattern SECRET_WITHIN =
      Pattern.compile("(?i)(" + SPEAKS_OF_A_SECRET + ")\\w*\\s*[=:]");

  /** As in {@code https://user:password@host}. */
  private static final Pattern LOGIN_IN_ADDRESS = Pattern.compile("(?<=//)[^/?#\\s]*@");

  /** What Kafka and Iceberg call settings that a log is read for. */
  private static final Pattern HARMLESS =
      Pattern.compile(
          "(?i)(^|[-._])(type|impl|uri|url|endpoint|region|warehouse|servers|protocol|mechanism"
              + "|location|serializer|deserializer|class|id|reset|level|version|project)$");

  private static final Pattern FLAG_OR_NUMBER = Pattern.compile("true|false|-?\\d{1,9}(\\.\\d+)?");

  private Secrets() {}

  /** Whether the key names a secret. */
  public static boolean isSecret(String key) {
    return SECRET.matcher(key).find();
  }

  /** The value, or {@code [REDACTED]} where the key or the value itself names a secret. */
  public static String hide(String key, String value) {
    return isSecret(key) || SECRET_WITHIN.matcher(value).find()
        ? HIDDEN
        : LOGIN_IN_ADDRESS.matcher(value).replaceAll(HIDDEN + "@");
  }

  /** The same of a key that is not ours: shown only if it is known to be harmless. */
  static String hideUnlessHarmless(String key, String value) {
    return HARMLESS.matcher(key).find() || FLAG_OR_NUMBER.matcher(value).matches()
        ? hide(key, value)
        : HIDDEN;
  }
}
