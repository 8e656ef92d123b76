package io.bidlake.verify.enrichment;

import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import io.bidlake.model.BidRequest;
import io.bidlake.model.BrandVersion;
import io.bidlake.model.Device;
import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.sender.Given;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.basjes.parse.useragent.UserAgent;
import nl.basjes.parse.useragent.UserAgentAnalyzerDirect;
import nl.basjes.parse.useragent.Version;
import org.apache.avro.util.Utf8;

/** What the user agents of devices say: the structured one first, else the text. */
public final class UserAgents {

  /** The parser of this version of Bidlake. */
  static final String PARSER = "Yauaa " + Version.PROJECT_VERSION;

  private static final String SKIPPED = "skipped";

  private static final int LONGEST_TEXT = 512;
  private static final int LONGEST_NAME = 64;

  private static final Map<String, String> BROWSERS =
      Map.of(
          "Google Chrome", "Chrome",
          "Microsoft Edge", "Edge",
          "Android WebView", "Chrome Webview",
          "Microsoft Edge WebView2", "Edge Webview",
          "Samsung Internet", "SamsungBrowser");
  private static final Map<String, String> SYSTEMS =
      Map.of("Windows", "Windows NT", "macOS", "Mac OS", "Chromium OS", "Chrome OS");
  private static final Set<String> COMPUTERS = Set.of("Windows NT", "Mac OS", "Chrome OS", "Linux");
  private static final Map<String, String> OLD_WINDOWS =
      Map.of("0.1", "7", "0.2", "8", "0.3", "8.1");
  private static final Pattern MAJOR_AND_MINOR =
      Pattern.compile("((\\d+)(?:\\.[^.]*)?)(?:\\..*)?", Pattern.DOTALL);

  /** The columns that depend on the parser. */
  private static final List<Integer> OF_PARSER =
      Stream.of(
              "agent_browser",
              "agent_browser_version",
              "agent_os",
              "agent_os_version",
              "agent_device",
              "is_declared_bot",
              "agent_parser",
              "device_category")
          .map(Layout.BID_REQUESTS_ENRICHED::index)
          .toList();

  private final LoadingCache<String, Texts> texts =
      CacheBuilder.newBuilder().maximumSize(100_000).build(CacheLoader.from(UserAgents::parse));

  /** What the ingest job did with the user agent of a row. */
  public enum Parsing {
    DONE,
    /** It had no time for it. */
    SKIPPED,
    /** It used another parser than this version of Bidlake, with other results. */
    OTHER;

    private static final int COLUMN = Layout.BID_REQUESTS_ENRICHED.index("agent_parser");

    /** That of a row of the lake. */
    static Parsing of(Object[] row) {
      String parser = row[COLUMN] == null ? PARSER : row[COLUMN].toString();
      return parser.equals(UserAgents.SKIPPED) ? SKIPPED : parser.equals(PARSER) ? DONE : OTHER;
    }
  }

  /** Removes from a row of the lake what another parser has found. */
  static void settle(Layout table, Object[] row) {
    if (table.equals(Layout.BID_REQUESTS_ENRICHED) && Parsing.of(row) == Parsing.OTHER) {
      OF_PARSER.forEach(index -> row[index] = null);
    }
  }

  /** Loads when it is first used, which takes seconds. */
  private static final class Analyzer {

    private static final UserAgentAnalyzerDirect INSTANCE =
        UserAgentAnalyzerDirect.newBuilder()
            .hideMatcherLoadStats()
            .withFields(
                "DeviceClass",
                "OperatingSystemName",
                "OperatingSystemVersion",
                "AgentName",
                "AgentVersion")
            .build();
  }

  private record Texts(Named browser, Named system, String device) {}

  private static Texts parse(String text) {
    UserAgent found;
    synchronized (Analyzer.INSTANCE) {
      found = Analyzer.INSTANCE.parse(text);
    }
    String device = value(found, "DeviceClass");
    return "Hacker".equals(device)
        ? new Texts(Named.NONE, Named.NONE, device)
        : new Texts(
            new Named(value(found, "AgentName"), value(found, "AgentVersion")),
            new Named(value(found, "OperatingSystemName"), value(found, "OperatingSystemVersion")),
            device);
  }

  private static String value(UserAgent found, String field) {
    return found.get(field).isDefaultValue() ? null : Given.text(found.getValue(field));
  }

  /** The length of a text in bytes, in the form in which a table can store it. */
  private static int length(Utf8 text) {
    return Given.text(text).getBytes(StandardCharsets.UTF_8).length;
  }

  AgentFacts of(BidRequest request, Parsing parsing) {
    Device device = request.getDevice();
    if (device == null || parsing == Parsing.OTHER) {
      return AgentFacts.NONE;
    }
    Optional<String> text =
        Optional.ofNullable(device.getUa())
            .filter(Given::isGiven)
            .filter(ua -> length(ua) <= LONGEST_TEXT)
            .map(Given::text);
    boolean isDone = parsing == Parsing.DONE;
    Optional<Texts> parsed = isDone ? text.map(texts::getUnchecked) : Optional.empty();
    String parser = isDone ? PARSER : SKIPPED;
    Structure structure = Structure.of(device.getSua());
    Named browser = structure.browser.or(() -> parsed.map(Texts::browser)).orElse(Named.NONE);
    Named system = structure.system.or(() -> parsed.map(Texts::system)).orElse(Named.NONE);
    boolean isKnown = parsed.isPresent() || structure.browser.isPresent();
    boolean isBot =
        structure.isHeadless
            || parsed.map(Texts::device).filter(name -> name.startsWith("Robot")).isPresent()
            || (isDone && text.filter(ua -> ua.contains("HeadlessChrome")).isPresent());
    return new AgentFacts(
        browser.name,
        browser.version,
        system.name,
        system.version,
        structure.device.or(() -> parsed.map(Texts::device)).orElse(null),
        isKnown ? Boolean.valueOf(isBot) : null,
        text.isPresent() ? parser : null);
  }

  /** The name of a browser or a system, and its version. */
  private record Named(String name, String version) {
    private static final Named NONE = new Named(null, null);
  }

  /** What a structured user agent says. */
  private record Structure(
      Optional<Named> browser,
      Optional<Named> system,
      Optional<String> device,
      boolean isHeadless) {

    static Structure of(io.bidlake.model.UserAgent sua) {
      if (sua == null) {
        return new Structure(Optional.empty(), Optional.empty(), Optional.empty(), false);
      }
      List<Named> brands =
          sua.getBrowsers().stream()
              .map(Structure::named)
              .flatMap(Optional::stream)
              .filter(brand -> !brand.name.replaceAll("[^A-Za-z]", "").equals("NotABrand"))
              .toList();
      Optional<Named> browser =
          brands.stream()
              .filter(brand -> !brand.name.equals("Chromium"))
              .findFirst()
              .or(() -> brands.stream().findFirst())
              .map(it -> new Named(BROWSERS.getOrDefault(it.name, it.name), it.version));
      Optional<Named> system =
          Optional.ofNullable(sua.getPlatform()).flatMap(Structure::named).map(Structure::system);
      boolean isComputer = system.filter(it -> COMPUTERS.contains(it.name)).isPresent();
      String device =
          Integer.valueOf(1).equals(sua.getMobile())
              ? "Phone"
              : Integer.valueOf(0).equals(sua.getMobile()) && isComputer ? "Desktop" : null;
      return new Structure(
          browser,
          system,
          Optional.ofNullable(device),
          brands.stream().anyMatch(brand -> brand.name.equals("HeadlessChrome")));
    }

    private static Optional<Named> named(BrandVersion brand) {
      if (!Given.isGiven(brand.getBrand()) || length(brand.getBrand()) > LONGEST_NAME) {
        return Optional.empty();
      }
      String name = Given.text(brand.getBrand()).strip();
      int dots = brand.getVersion().size();
      int length = brand.getVersion().stream().mapToInt(UserAgents::length).sum() + dots;
      String version =
          brand.getVersion().stream().map(Given::text).collect(Collectors.joining(".")).strip();
      boolean isVersion = Given.isGiven(version) && length <= LONGEST_NAME;
      return Given.isGiven(name)
          ? Optional.of(new Named(name, isVersion ? version : null))
          : Optional.empty();
    }

    private static Named system(Named given) {
      String name = SYSTEMS.getOrDefault(given.name, given.name);
      boolean isWindows = given.name.equals("Windows") && given.version != null;
      return new Named(name, isWindows ? windows(given.version) : given.version);
    }

    private static String windows(String version) {
      Matcher parts = MAJOR_AND_MINOR.matcher(version);
      if (!parts.matches()) {
        return version;
      }
      try {
        int major = Integer.parseInt(parts.group(2));
        return major == 0 ? OLD_WINDOWS.get(parts.group(1)) : major <= 12 ? "10" : "11";
      } catch (NumberFormatException e) {
        return version;
      }
    }
  }

  /** What the lake must contain about the user agent of a device. */
  public record AgentFacts(
      String browser,
      String browserVersion,
      String system,
      String systemVersion,
      String device,
      Boolean isBot,
      String parser) {

    static final AgentFacts NONE = new AgentFacts(null, null, null, null, null, null, null);
  }
}
