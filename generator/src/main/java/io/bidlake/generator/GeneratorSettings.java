package io.bidlake.generator;

import io.bidlake.generator.auction.TrafficRates;
import io.bidlake.generator.encoding.Encoding;
import io.bidlake.generator.encoding.EventFormat;
import io.bidlake.generator.example.ExampleFactory;
import io.bidlake.generator.example.ExampleRates;
import io.bidlake.generator.funnel.FunnelFactory;
import io.bidlake.generator.funnel.FunnelRates;
import io.bidlake.generator.market.Market;
import io.bidlake.generator.stream.MishapRates;
import io.bidlake.generator.stream.Schedule;
import io.bidlake.generator.stream.Timeline;
import io.bidlake.model.ExampleTopics;
import io.bidlake.model.KafkaSettings;
import io.bidlake.model.Topic;
import io.bidlake.model.TopicFormat;
import io.bidlake.model.Topics;
import io.bidlake.registry.RegistrySettings;
import io.bidlake.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Settings of the generator.
 *
 * @param examples rates of the example events; empty if there are none
 * @param print number of requests whose events are printed instead of sent; empty to send
 * @param geoDatabase file for the database of the places of the addresses; no events are sent then
 * @param dimensions folder for the files of dimensions; no events are sent then
 */
public record GeneratorSettings(
    KafkaSettings kafka,
    RegistrySettings registry,
    RunSettings run,
    TrafficRates traffic,
    FunnelRates funnel,
    MishapRates mishaps,
    Optional<ExampleRates> examples,
    Optional<Long> print,
    Optional<Path> geoDatabase,
    Optional<Path> dimensions) {

  public static GeneratorSettings read(Settings settings) {
    EventFormat format =
        settings.choice(
            "format",
            EventFormat.BY_TOPIC,
            "Format of all topics: avro; openrtb-json (JSON for requests and responses, notice"
                + " URLs for the others); by-topic (as set by topic.NAME.format)");
    KafkaSettings kafka = KafkaSettings.read(settings, format::of);
    RegistrySettings registry = RegistrySettings.read(settings);
    RunSettings run = RunSettings.read(settings);
    TrafficRates traffic = trafficRates(settings);
    FunnelRates funnel = funnelRates(settings);
    MishapRates mishaps = mishapRates(settings);
    Optional<ExampleRates> examples = ExampleRates.read(settings);
    Optional<Long> print =
        settings.optionalWholeNumber(
            "print",
            1,
            Long.MAX_VALUE,
            "Number of requests to write to standard output, with all events that follow from them"
                + " and without Kafka: OpenRTB JSON and notice URLs, one per line, no example"
                + " events");
    return new GeneratorSettings(
        kafka,
        registry,
        run,
        traffic,
        funnel,
        mishaps,
        examples.filter(rates -> print.isEmpty() && needsRegistry(kafka)),
        print,
        settings
            .optionalText(
                "write-geo-database",
                "File to write the places of the generator's IP addresses to, in MaxMind's format,"
                    + " instead of sending events")
            .map(Path::of),
        settings
            .optionalText(
                "write-dimensions",
                "Folder to write the generator's publishers, advertisers, campaigns, creatives,"
                    + " bidders and deals to, as files of dimensions, instead of sending events")
            .map(Path::of));
  }

  Timeline timeline(long seed, Schedule schedule, long requests, Encoding encoding) {
    FunnelFactory funnels = new FunnelFactory(Market.create(), seed, traffic, funnel);
    return new Timeline(
        funnels,
        examples.map(rates -> new ExampleFactory(seed, rates)),
        schedule,
        mishaps,
        seed,
        requests,
        encoding);
  }

  /** Returns whether any topic is in Avro; example events, which are, must not be the only ones. */
  private static boolean needsRegistry(KafkaSettings kafka) {
    return Topics.ALL.stream().anyMatch(topic -> kafka.formatOf(topic) == TopicFormat.AVRO);
  }

  /** Returns the topics that get events. */
  List<Topic<?>> topics() {
    return examples.isPresent() ? ExampleTopics.WITH_OTHERS : Topics.ALL;
  }

  private static FunnelRates funnelRates(Settings settings) {
    return new FunnelRates(
        settings.rate("bid-response-rate", 0.60, "Share of requests that get bids"),
        settings.rate(
            "no-bid-rate", 0.05, "Share of the other requests that get a response without bids"),
        settings.rate("win-rate", 0.15, "Share of responses with bids that win a placement"),
        settings.rate("billing-loss-rate", 0, "Share of won placements that are never billed"),
        settings.rate(
            "price-drift-rate",
            0,
            "Share of billed placements with another price than the win notice"),
        settings.rate("render-loss-rate", 0, "Share of billed placements that are never rendered"),
        settings.rate("click-rate", 0.05, "Share of impressions that are clicked"));
  }

  private static TrafficRates trafficRates(Settings settings) {
    TrafficRates rates =
        new TrafficRates(
            settings.rate("app-rate", 0.30, "Share of requests from apps on phones and tablets"),
            settings.rate("ctv-rate", 0.08, "Share of requests from apps on connected TVs"),
            settings.rate("dooh-rate", 0.01, "Share of requests from out-of-home screens"),
            settings.rate(
                "foreign-currency-rate",
                0.10,
                "Share of requests with floors in EUR, GBP or JPY instead of USD"),
            settings.rate(
                "test-traffic-rate",
                0.05,
                "Share of requests that are test traffic: publisher test-* or test = 1"),
            settings.rate(
                "private-ip-rate",
                0.02,
                "Share of requests from an IP address that is not public"));
    double sum = rates.app() + rates.tv() + rates.outOfHome();
    // Allow for rounding errors of binary fractions.
    if (sum > 1 + 1e-9) {
      settings.reject("app-rate + ctv-rate + dooh-rate must be at most 1, was %.4g".formatted(sum));
    }
    return rates;
  }

  private static MishapRates mishapRates(Settings settings) {
    return new MishapRates(
        settings.rate("duplicate-rate", 0, "Share of events that are sent twice"),
        settings.rate("late-rate", 0, "Share of events that are sent late"),
        settings.duration(
            "late-by",
            Duration.ofMinutes(5),
            "Maximum delay of a late event; the minimum is a tenth of it"),
        settings.rate("poison-rate", 0, "Undecodable messages to add, as a share of the events"));
  }
}
