package io.bidlake.domain.enrichment;

/**
 * What a user agent string says; each part is null if it does not say it.
 *
 * @param deviceClass in the words of Yauaa, such as {@code Phone} or {@code Set-top box}
 * @param isBot whether it declares itself to be a crawler or another program
 */
record ParsedAgent(
    String browser,
    String browserVersion,
    String system,
    String systemVersion,
    String deviceClass,
    boolean isBot) {

  static final ParsedAgent NOTHING = new ParsedAgent(null, null, null, null, null, false);
}
