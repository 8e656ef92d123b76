package io.bidlake.settings;

import java.util.Locale;

/**
 * A setting that a program reads.
 *
 * @param key name on the command line and in a file, such as {@code kafka.bootstrap-servers}; a
 *     family of settings ends in {@code .*}
 * @param defaultText what holds when nobody sets it; empty for none
 * @param description what it is for, with its unit
 */
public record Setting(String key, String defaultText, String description) {

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
