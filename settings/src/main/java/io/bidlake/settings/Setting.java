package io.bidlake.settings;

import java.util.Locale;

/**
 * A setting that a program reads.
 *
 * @param key name on the command line and in a file, such as {@code kafka.bootstrap-servers}; a
 *     family of settings ends in {@code .*}
 * @param defaultText what holds when nobody sets it; empty for none
 * @param description what it is for, with its unit
 * @param scoped whether it goes before another setting in a scope of its own
 */
public record Setting(String key, String defaultText, String description, boolean scoped) {

  Setting(String key, String defaultText, String description) {
    this(key, defaultText, description, false);
  }

  /** The setting that goes before this one within a scope. */
  Setting within(String scope) {
    return new Setting(scope + key, defaultText, description, true);
  }

  /** Name of the environment variable: {@code KAFKA_BOOTSTRAP_SERVERS}. */
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
