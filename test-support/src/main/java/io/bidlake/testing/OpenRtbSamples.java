package io.bidlake.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bidlake.model.Feed;
import io.bidlake.model.NoticeKind;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.avro.specific.SpecificRecord;

/** Synthetic samples of OpenRTB JSON and notices with their expected results; see their README. */
public final class OpenRtbSamples {

  private static final String FOLDER = "/openrtb/";
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> NAMES =
      """
      broken-comments-commas broken-cut-off broken-lines broken-resp-html
      notice-access-log notice-billing notice-click notice-encoded-price notice-win-loss
      req-25-privacy-in-ext req-app-numeric-ids req-audio-no-device req-bom-crlf-gzip req-booleans
      req-both-places req-countries req-ctv-video req-dooh req-floats-for-ints req-missing-parts
      req-multi-imp-deals req-native-forms req-nulls-and-empties req-numbers-as-text req-odd-terms
      req-rejections req-site-and-app req-site-desktop req-unicode req-unknown-and-ext
      req-wrapper-pair
      resp-26-full resp-markup-forms resp-missing-parts resp-no-bidid resp-no-bidid-no-seat
      resp-no-bidid-two-seats resp-no-bids resp-numbers-as-text resp-single-objects
      """
          .lines()
          .flatMap(line -> List.of(line.split(" ", -1)).stream())
          .toList();

  private OpenRtbSamples() {}

  /**
   * One sample.
   *
   * @param name name without file extension
   * @param expected expected result
   */
  public record Sample(String name, JsonNode expected) {

    /** Returns the name of its file. */
    public String file() {
      return expected.path("file").asText();
    }

    public byte[] bytes() {
      return resource(file());
    }

    /** Returns the timestamp of the Kafka record. */
    public Instant receivedAt() {
      return Instant.parse(expected.path("given").path("received_at").asText());
    }

    /** Returns the topics that are read from the Kafka topic of the sample. */
    public List<Topic<? extends SpecificRecord>> topics() {
      return switch (expected.path("given").path("feed").asText()) {
        case "bid-requests" -> List.of(Topics.BID_REQUESTS, Topics.BID_RESPONSES);
        case "bid-responses" -> List.of(Topics.BID_RESPONSES);
        case "notices" -> List.of(Topics.IMPRESSIONS, Topics.CLICKS, Topics.NOTICES);
        default -> throw new IllegalStateException(name + " names no feed");
      };
    }

    public Feed feed() {
      JsonNode settings = expected.path("given").path("settings");
      List<Feed.Template> notices = new ArrayList<>();
      settings
          .path("notices")
          .forEach(
              notice ->
                  notices.add(
                      new Feed.Template(
                          kind(notice.path("kind").asText()), notice.path("template").asText())));
      return new Feed(
          settings.path("bidder-id").asText(null),
          settings.path("currency").asText(Feed.DEFAULTS.currency()),
          settings.has("impression-on")
              ? kind(settings.path("impression-on").asText())
              : Feed.DEFAULTS.impressionOn(),
          notices.isEmpty() ? Feed.DEFAULTS.notices() : notices,
          List.of());
    }

    /** Returns an object from table to rows; a row is an object from column to value. */
    public JsonNode rows() {
      return expected.path("rows");
    }

    /** Returns how many rows of {@code bid_requests_enriched} are also in {@code bid_requests}. */
    public int acceptedRows() {
      return expected.path("bid_requests").asInt();
    }

    /** Returns an array of objects with document and reason. */
    public JsonNode deadLetters() {
      return expected.path("dead_letters");
    }

    /**
     * Returns fields of records: an object from JSON pointer, which starts with the record, to
     * value.
     */
    public JsonNode records() {
      return expected.path("record");
    }

    /** Returns an object from the path of an object within the first record to its {@code ext}. */
    public JsonNode ext() {
      return expected.path("ext");
    }

    /** Returns an object from counter name to count. */
    public JsonNode counters() {
      return expected.path("counters");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * Returns the URL of a notice with its macros replaced: prices by 1.5, currencies by USD, all
   * others by 1.
   */
  public static String filled(Feed.Template notice) {
    return notice
        .url()
        .replace("${AUCTION_PRICE}", "1.5")
        .replace("${AUCTION_CURRENCY}", "USD")
        .replaceAll("\\$\\{[A-Z_]+}", "1");
  }

  public static List<Sample> all() {
    return NAMES.stream().map(OpenRtbSamples::sample).toList();
  }

  public static Sample sample(String name) {
    try {
      return new Sample(name, JSON.readTree(resource(name + ".expected.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static NoticeKind kind(String spelled) {
    return NoticeKind.valueOf(spelled.toUpperCase(Locale.ROOT));
  }

  private static byte[] resource(String file) {
    try (InputStream in = OpenRtbSamples.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new IllegalArgumentException("there is no sample " + file);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
