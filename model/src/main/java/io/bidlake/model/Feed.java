package io.bidlake.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bidlake.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a decoder must know about OpenRTB JSON and notices in addition to their bytes. The jobs, the
 * import and {@code verify} read it here, and each applies it on its own.
 *
 * @param bidderId seat for responses and notices that do not name one; null for none
 * @param currency currency for notices that do not name one
 * @param impressionOn kind of notice that counts as an impression
 * @param notices URLs of notices
 * @param leftOut JSON pointers without positions, such as {@code /user/yob}: fields without a
 *     column that are dropped, with everything below them, instead of being kept as unmapped
 */
public record Feed(
    String bidderId,
    String currency,
    NoticeKind impressionOn,
    List<Template> notices,
    List<String> leftOut)
    implements Serializable {

  private static final String DEFAULT_NOTICES = "notices.json";

  /** The feed that the generator sends. */
  public static final Feed DEFAULTS =
      new Feed(null, "USD", NoticeKind.BILLING, defaultNotices(), List.of());

  /**
   * The URL of a notice as it is set in bids and markup, with macros such as <code>
   * ${AUCTION_ID}</code>.
   */
  public record Template(NoticeKind kind, String url) implements Serializable {}

  public Feed {
    notices = List.copyOf(notices);
    leftOut = List.copyOf(leftOut);
  }

  public static Feed read(Settings settings) {
    Optional<String> bidderId =
        settings.optionalText(
            "openrtb.bidder-id", "Seat for JSON responses and notices without one");
    String currency =
        settings.text(
            "openrtb.currency", DEFAULTS.currency, "Currency for notices without one (ISO 4217)");
    NoticeKind impressionOn =
        settings.choice(
            "openrtb.impression-on",
            DEFAULTS.impressionOn,
            "Which notice counts as an impression: billing, win or impression");
    if (impressionOn == NoticeKind.LOSS || impressionOn == NoticeKind.CLICK) {
      settings.reject(
          "openrtb.impression-on must be billing, win or impression, was "
              + impressionOn.spelled());
    }
    List<Template> notices = DEFAULTS.notices;
    Optional<String> path =
        settings.optionalText(
            "openrtb.notices",
            "JSON file of notice URLs, an array of {\"kind\": \"billing\", \"template\": URL with macros};"
                + " default: those of the generator");
    if (path.isPresent()) {
      notices = notices(path.get(), settings);
    }
    List<String> leftOut =
        settings
            .optionalText(
                "openrtb.leave-out",
                "JSON pointers without array positions, such as /user/yob,/imp/metric: fields of JSON that"
                    + " have no column and are not kept; / leaves all of them out")
            .map(text -> Arrays.stream(text.split(",", -1)).map(String::strip).toList())
            .orElse(List.of());
    for (String pointer : leftOut) {
      if (!pointer.startsWith("/")) {
        settings.reject(
            "openrtb.leave-out must be JSON pointers that begin with /, was '%s'"
                .formatted(pointer));
      }
    }
    return new Feed(bidderId.orElse(null), currency, impressionOn, notices, leftOut);
  }

  private static List<Template> notices(String path, Settings settings) {
    try (InputStream file = Files.newInputStream(Path.of(path))) {
      return notices(file);
    } catch (NoSuchFileException e) {
      settings.reject("openrtb.notices must be a file, but %s does not exist".formatted(path));
    } catch (JsonProcessingException e) {
      settings.reject("openrtb.notices %s is not JSON: %s".formatted(path, e.getOriginalMessage()));
    } catch (IOException | IllegalArgumentException e) {
      settings.reject("openrtb.notices %s: %s".formatted(path, e.getMessage()));
    }
    return List.of();
  }

  private static List<Template> defaultNotices() {
    try (InputStream file = Feed.class.getResourceAsStream(DEFAULT_NOTICES)) {
      return notices(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads the URLs of notices.
   *
   * @throws IllegalArgumentException if the JSON is not an array of kinds and templates
   */
  static List<Template> notices(InputStream json) throws IOException {
    JsonNode array = new ObjectMapper().readTree(json);
    if (!array.isArray()) {
      throw new IllegalArgumentException("expected an array of {\"kind\": ..., \"template\": ...}");
    }
    List<Template> notices = new ArrayList<>();
    for (JsonNode notice : array) {
      String kind = notice.path("kind").asText();
      String url = notice.path("template").asText();
      if (url.isEmpty()) {
        throw new IllegalArgumentException("notice %s has no template".formatted(notice));
      }
      notices.add(new Template(kindOf(kind), url));
    }
    return notices;
  }

  private static NoticeKind kindOf(String text) {
    return Arrays.stream(NoticeKind.values())
        .filter(kind -> kind.spelled().equals(text.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "kind must be win, billing, loss, impression or click, was '%s'"
                        .formatted(text)));
  }
}
