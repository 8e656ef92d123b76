package io.bidlake.domain.enrichment;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.bidlake.domain.SenderText;
import java.lang.ref.SoftReference;
import nl.basjes.parse.useragent.AgentField;
import nl.basjes.parse.useragent.UserAgent;
import nl.basjes.parse.useragent.UserAgentAnalyzerDirect;
import nl.basjes.parse.useragent.Version;
import org.apache.avro.util.Utf8;

/**
 * Parses user agent strings with Yauaa and caches the latest results. Takes seconds to create,
 * about 100 MB of heap, and up to a millisecond for each new string. All tasks of a job in a
 * process share one.
 */
final class UserAgentParser {

  /** Name and version of the parser, as the tables contain it. */
  static final String VERSION = "Yauaa " + Version.PROJECT_VERSION;

  private static final int MOST_CACHED = 10_000;

  /** What Yauaa calls a text that is rather an attack than a user agent. */
  private static final Utf8 ATTACK = new Utf8("Hacker");

  private static SoftReference<UserAgentParser> shared = new SoftReference<>(null);

  private final UserAgentAnalyzerDirect analyzer =
      UserAgentAnalyzerDirect.newBuilder()
          .hideMatcherLoadStats()
          .dropTests()
          .withField(UserAgent.AGENT_NAME)
          .withField(UserAgent.AGENT_VERSION)
          .withField(UserAgent.OPERATING_SYSTEM_NAME)
          .withField(UserAgent.OPERATING_SYSTEM_VERSION)
          .withField(UserAgent.DEVICE_CLASS)
          .immediateInitialization()
          .build();

  private final Cache<Utf8, ParsedAgent> cache =
      CacheBuilder.newBuilder().maximumSize(MOST_CACHED).build();

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

  private UserAgentParser() {}

  /** Returns the parser of this process. */
  static synchronized UserAgentParser shared() {
    UserAgentParser parser = shared.get();
    if (parser == null) {
      parser = new UserAgentParser();
      shared = new SoftReference<>(parser);
    }
    return parser;
  }

  /** Returns what a string says if it is cached, else null. */
  ParsedAgent cached(Utf8 text) {
    return cache.getIfPresent(text);
  }

  /** Parses and caches a string. */
  ParsedAgent parse(Utf8 text) {
    String readable = SenderText.readable(text);
    UserAgent found;
    synchronized (analyzer) {
      found = analyzer.parse(readable);
    }
    Utf8 deviceClass = value(found, UserAgent.DEVICE_CLASS);
    boolean isAttack = ATTACK.equals(deviceClass);
    ParsedAgent parsed =
        new ParsedAgent(
            isAttack ? null : value(found, UserAgent.AGENT_NAME),
            isAttack ? null : value(found, UserAgent.AGENT_VERSION),
            isAttack ? null : value(found, UserAgent.OPERATING_SYSTEM_NAME),
            isAttack ? null : value(found, UserAgent.OPERATING_SYSTEM_VERSION),
            deviceClass,
            isBot(readable, deviceClass));
    // The event's own text may change when the next one is read.
    cache.put(new Utf8(text), parsed);
    return parsed;
  }

  private static boolean isBot(String text, Utf8 deviceClass) {
    return text.contains(StructuredAgent.HEADLESS.toString())
        || (deviceClass != null && deviceClass.toString().startsWith("Robot"));
  }

  private static Utf8 value(UserAgent found, String name) {
    AgentField field = found.get(name);
    return field.isDefaultValue() ? null : ReferenceText.of(field.getValue());
  }
}
