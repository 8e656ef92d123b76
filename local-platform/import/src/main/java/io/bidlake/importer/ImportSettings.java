package io.bidlake.importer;

import io.bidlake.model.Feed;
import io.bidlake.model.KafkaSettings;
import io.bidlake.model.PossibleTimes;
import io.bidlake.model.Topic;
import io.bidlake.model.TopicFormat;
import io.bidlake.model.Topics;
import io.bidlake.openrtb.json.Documents;
import io.bidlake.openrtb.notice.NoticeDecoder;
import io.bidlake.registry.RegistrySettings;
import io.bidlake.settings.Settings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of an import.
 *
 * @param rate the maximum number of documents per second
 * @param again whether to import files that were imported before
 * @param deadLetters the file for dead letters
 * @param notes the file with the progress of imports
 * @param latest the latest possible event time
 * @param largestRecord the producer's limit for a record, in bytes
 * @param storage the catalog properties with the access to S3
 */
record ImportSettings(
    Kind kind,
    TimeFrom timeFrom,
    boolean dryRun,
    Optional<Long> rate,
    boolean again,
    Optional<Path> deadLetters,
    Optional<Path> notes,
    int threads,
    Instant earliest,
    Instant latest,
    int largestRecord,
    Feed feed,
    KafkaSettings kafka,
    RegistrySettings registry,
    Map<String, String> storage) {

  private static final String LARGEST = "max.request.size";
  private static final List<String> JSON_TOPICS =
      TopicFormat.OPENRTB_JSON.topics().stream().map(Topic::name).toList();

  /** The contents of files. */
  enum Kind {
    AUTO,
    BID_REQUESTS,
    BID_RESPONSES,
    NOTICES
  }

  static ImportSettings read(Settings settings, Instant now) {
    Kind kind =
        settings.choice(
            "feed",
            Kind.AUTO,
            "What the files hold: bid-requests (JSON of requests and responses), bid-responses (of"
                + " responses only: an object without a sign of its kind is a no-bid), notices"
                + " (lines), or auto: what begins with { or [ is JSON, other lines are notices");
    TimeFrom timeFrom = TimeFrom.NOWHERE;
    Optional<String> from =
        settings.optionalText("time-from", TimeFrom.HELP).filter(text -> !text.isEmpty());
    try {
      timeFrom = from.map(text -> TimeFrom.parse(text, now)).orElse(timeFrom);
    } catch (IllegalArgumentException e) {
      settings.reject("time-from '%s': %s".formatted(from.orElseThrow(), e.getMessage()));
    }
    boolean dryRun =
        settings.flag(
            "dry-run", "false", "Say what would happen to each document, and send nothing");
    Optional<Long> rate =
        settings.optionalWholeNumber(
            "rate", 1, Long.MAX_VALUE, "Maximum number of documents per second");
    boolean again = settings.flag("again", "false", "Import files again that were imported before");
    Optional<Path> letters =
        settings
            .optionalText(
                "dead-letters",
                "File to append dead letters to, as JSON lines: file, line, reason, error,"
                    + " payload (payload_base64 if it is not UTF-8)")
            .map(Path::of);
    Optional<Path> notes =
        settings
            .optionalText(
                "progress",
                "File that records how far files are imported, so that the same command continues after"
                    + " a stop; ./bidlake import keeps one in its state folder. Not set: none")
            .map(Path::of);
    int processors = Runtime.getRuntime().availableProcessors();
    int threads = (int) settings.wholeNumber("threads", processors, 1, 256, "Threads that decode");
    PossibleTimes possible = PossibleTimes.read(settings);
    Feed feed = Feed.read(settings);
    refuseTemplates(feed, settings);
    KafkaSettings kafka = KafkaSettings.read(settings);
    refuseOtherFormats(kafka, settings);
    return new ImportSettings(
        kind,
        timeFrom,
        dryRun,
        rate,
        again,
        letters,
        notes,
        threads,
        possible.earliest(),
        now.plus(possible.ahead()),
        largestRecord(kafka, settings),
        feed,
        kafka,
        RegistrySettings.read(settings),
        settings.family(
            "catalog",
            "Iceberg's catalog properties, of which s3:// needs those of S3, such as"
                + " catalog.s3.endpoint"));
  }

  private static void refuseTemplates(Feed feed, Settings settings) {
    try {
      var unused = new NoticeDecoder(feed);
    } catch (IllegalArgumentException e) {
      settings.reject(e.getMessage());
    }
  }

  private static void refuseOtherFormats(KafkaSettings kafka, Settings settings) {
    Topics.ALL.stream()
        .filter(topic -> kafka.formatOf(topic) != TopicFormat.AVRO)
        .forEach(
            topic ->
                settings.reject(
                    "topic.%s.format must be avro, which is what is sent, was %s"
                        .formatted(topic.name(), kafka.formatOf(topic).spelled())));
  }

  private static int largestRecord(KafkaSettings kafka, Settings settings) {
    String size = kafka.clientProperties().getOrDefault(LARGEST, "1048576");
    try {
      return Integer.parseInt(size.trim());
    } catch (NumberFormatException e) {
      settings.reject("kafka.%s must be a number of bytes, was '%s'".formatted(LARGEST, size));
      return 0;
    }
  }

  /** The reader of the files' documents. */
  Documents documents() {
    return switch (kind) {
      case AUTO -> Documents.amongLines(feed, JSON_TOPICS, new NoticeDecoder(feed));
      case BID_REQUESTS -> new Documents(feed, JSON_TOPICS);
      case BID_RESPONSES -> new Documents(feed, List.of(Topics.BID_RESPONSES.name()));
      case NOTICES -> Documents.ofLines(new NoticeDecoder(feed));
    };
  }
}
