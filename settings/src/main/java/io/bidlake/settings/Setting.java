package io.bidlake.settings;

import java.util.Locale;

/**
 * A setting that a program reads.
 *
 * @param key name on the command line and in a file, such as {@code kafka.bootstrap-servers}; a
 *     family of settings ends in {@code .*}
 * @param defaultText value that applies unless the setting is given; empty for none
 * @param description what it controls, with its unit
 * @param scoped whether it overrides the setting of the same key within a scope
 */
public record Setting(String key, String defaultText, String description, boolean scoped) {

  Setting(String key, String defaultText, String description) {
    this(key, defaultText, description, false);
  }

  /** Returns the setting that overrides this one within a scope. */
  Setting within(String scope) {
    return new Setting(scope + key, defaultText, description, true);
  }

  /** Returns the name of the environment variable, such as {@code KAFKA_BOOTSTRAP_SERVERS}. */
  public String environmentVariable() {
    return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  boolean isFamily() {
    return key.endsWith(".*");
  }

  String familyPrefix() {
    return key.substring(0, key.length() - 1);
  }
}
