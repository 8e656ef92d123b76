package io.bidlake.domain.enrichment;

import org.apache.avro.util.Utf8;

/**
 * What a user agent string says; each part is null if it does not say it.
 *
 * @param deviceClass in the words of Yauaa, such as {@code Phone} or {@code Set-top box}
 * @param isBot whether it declares itself to be a crawler or another program
 */
record ParsedAgent(
    Utf8 browser,
    Utf8 browserVersion,
    Utf8 system,
    Utf8 systemVersion,
    Utf8 deviceClass,
    boolean isBot) {

  static final ParsedAgent NOTHING = new ParsedAgent(null, null, null, null, null, false);
}
