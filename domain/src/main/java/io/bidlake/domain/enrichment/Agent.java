package io.bidlake.domain.enrichment;

import io.bidlake.domain.SenderText;
import io.bidlake.domain.enrichment.UserAgentParser.ParsedAgent;
import io.bidlake.model.BidRequest;
import io.bidlake.model.Device;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.avro.util.Utf8;

/**
 * Browser, operating system and class of the device: what the structured user agent says, or else
 * the user agent string. One object is reused for all requests of a task.
 */
public final class Agent {

  private static final Utf8 PARSER = ReferenceText.of(UserAgentParser.VERSION);
  private static final String FIELD = "device.ua";

  /** Maximum length of a user agent string in bytes; longer ones are not parsed. */
  private static final int LONGEST = 512;

  /** In place of the parser. */
  private static final Utf8 SKIPPED = ReferenceText.of("skipped");

  /** Time for new strings at the start, when the cache is empty: some 10,000 of them. */
  private static final Duration FIRST_TIME = Duration.ofSeconds(5);

  private final StructuredAgent structured = new StructuredAgent();
  private final TimeShare forNewStrings;
  private UserAgentParser parser;
  private ParsedAgent parsed = ParsedAgent.NOTHING;

  /** Version of the parser of the string; null if none was to be parsed. */
  private Utf8 parsedBy;

  private long skipped;

  /**
   * @param shareForNewStrings share of the time that parsing strings that are not cached may take,
   *     0 to 1
   */
  Agent(double shareForNewStrings) {
    this(shareForNewStrings, System::nanoTime);
  }

  Agent(double shareForNewStrings, LongSupplier nanoTime) {
    this.forNewStrings = new TimeShare(shareForNewStrings, FIRST_TIME, nanoTime);
  }

  /**
   * Moves to a request.
   *
   * @param invalid called with the name of the field if the string is too long
   */
  void read(BidRequest next, Consumer<String> invalid) {
    Device device = next.getDevice();
    parsedBy = null;
    structured.read(device == null ? null : device.getSua());
    parsed = device == null ? ParsedAgent.NOTHING : parsed(device.getUa(), invalid);
  }

  private ParsedAgent parsed(Utf8 text, Consumer<String> invalid) {
    if (SenderText.isBlank(text)) {
      return ParsedAgent.NOTHING;
    }
    if (text.getByteLength() > LONGEST) {
      invalid.accept(FIELD);
      return ParsedAgent.NOTHING;
    }
    if (parser == null) {
      parser = UserAgentParser.shared();
    }
    ParsedAgent cached = parser.cached(text);
    if (cached == null && !forNewStrings.isLeft()) {
      parsedBy = SKIPPED;
      skipped++;
      return ParsedAgent.NOTHING;
    }
    parsedBy = PARSER;
    return cached != null ? cached : forNewStrings.spend(() -> parser.parse(text));
  }

  /** Returns the name of the browser or program; null if it is unknown. */
  public Utf8 browser() {
    return structured.browser() != null ? structured.browser() : parsed.browser();
  }

  /** Returns the version of the browser, from the same source as its name. */
  public Utf8 browserVersion() {
    return structured.browser() != null ? structured.browserVersion() : parsed.browserVersion();
  }

  /** Returns the name of the operating system; null if it is unknown. */
  public Utf8 system() {
    return structured.system() != null ? structured.system() : parsed.system();
  }

  /** Returns the version of the operating system, from the same source as its name. */
  public Utf8 systemVersion() {
    return structured.system() != null ? structured.systemVersion() : parsed.systemVersion();
  }

  /** Returns the class of the device, such as {@code Phone}; null if it is unknown. */
  public Utf8 deviceClass() {
    return structured.deviceClass() != null ? structured.deviceClass() : parsed.deviceClass();
  }

  /** Returns whether the agent declares itself to be a program; null if there is no agent. */
  public Boolean isDeclaredBot() {
    boolean isKnown = PARSER.equals(parsedBy) || structured.browser() != null;
    return isKnown ? Boolean.valueOf(structured.isHeadless() || parsed.isBot()) : null;
  }

  /**
   * Returns name and version of the parser of the string; null if there is no string, or it is too
   * long; {@code skipped} if there were too many new ones.
   */
  public Utf8 parser() {
    return parsedBy;
  }

  /** Returns how many strings were not parsed because there were too many new ones. */
  long skipped() {
    return skipped;
  }
}
