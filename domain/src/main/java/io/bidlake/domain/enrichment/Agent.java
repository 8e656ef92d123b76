package io.bidlake.domain.enrichment;

import io.bidlake.domain.SenderText;
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

  private static final String FIELD = "device.ua";

  /** Maximum length of a user agent string in bytes; longer ones are not parsed. */
  private static final int LONGEST = 512;

  /** In place of the parser. */
  private static final String SKIPPED = "skipped";

  /** Time for new strings at the start, when the cache is empty: some 10,000 of them. */
  private static final Duration FIRST_TIME = Duration.ofSeconds(5);

  private final StructuredAgent structured = new StructuredAgent();
  private final TimeShare forNewStrings;
  private UserAgentParser parser;
  private ParsedAgent parsed;
  private boolean isSkipped;
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
    isSkipped = false;
    structured.read(device == null ? null : device.getSua());
    parsed = device == null ? null : parsed(device.getUa(), invalid);
  }

  private ParsedAgent parsed(Utf8 text, Consumer<String> invalid) {
    if (SenderText.isBlank(text)) {
      return null;
    }
    if (text.getByteLength() > LONGEST) {
      invalid.accept(FIELD);
      return null;
    }
    if (parser == null) {
      parser = UserAgentParser.shared();
    }
    ParsedAgent cached = parser.cached(text);
    if (cached != null) {
      return cached;
    }
    if (!forNewStrings.isLeft()) {
      isSkipped = true;
      skipped++;
      return null;
    }
    return forNewStrings.spend(() -> parser.parse(text));
  }

  /** Returns the name of the browser or program; null if it is unknown. */
  public String browser() {
    if (structured.browser() != null) {
      return structured.browser();
    }
    return parsed == null ? null : parsed.browser();
  }

  /** Returns the version of the browser, from the same source as its name. */
  public String browserVersion() {
    if (structured.browser() != null) {
      return structured.browserVersion();
    }
    return parsed == null ? null : parsed.browserVersion();
  }

  /** Returns the name of the operating system; null if it is unknown. */
  public String system() {
    if (structured.system() != null) {
      return structured.system();
    }
    return parsed == null ? null : parsed.system();
  }

  /** Returns the version of the operating system, from the same source as its name. */
  public String systemVersion() {
    if (structured.system() != null) {
      return structured.systemVersion();
    }
    return parsed == null ? null : parsed.systemVersion();
  }

  /** Returns the class of the device, such as {@code Phone}; null if it is unknown. */
  public String deviceClass() {
    if (structured.deviceClass() != null) {
      return structured.deviceClass();
    }
    return parsed == null ? null : parsed.deviceClass();
  }

  /** Returns whether the agent declares itself to be a program; null if there is no agent. */
  public Boolean isDeclaredBot() {
    if (parsed == null && structured.browser() == null) {
      return null;
    }
    return structured.isHeadless() || (parsed != null && parsed.isBot());
  }

  /**
   * Returns name and version of the parser of the string; null if there is no string, or it is too
   * long; {@code skipped} if there were too many new ones.
   */
  public String parser() {
    if (isSkipped) {
      return SKIPPED;
    }
    return parsed == null ? null : UserAgentParser.VERSION;
  }

  /** Returns how many strings were not parsed because there were too many new ones. */
  long skipped() {
    return skipped;
  }
}
