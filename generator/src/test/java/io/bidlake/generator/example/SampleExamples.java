package io.bidlake.generator.example;

import io.bidlake.generator.funnel.Funnel;
import io.bidlake.generator.funnel.SampleFunnels;
import io.bidlake.model.Bid;
import io.bidlake.model.Click;
import io.bidlake.model.Conversion;
import io.bidlake.model.Impression;
import io.bidlake.model.Topic;
import io.bidlake.model.Viewability;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.Utf8;

/** The example events of the sample funnels. */
record SampleExamples(List<Viewed> views, List<Converted> conversions) {

  record Viewed(Funnel funnel, Viewability event) {

    Impression impression() {
      return SampleExamples.shown(funnel, event.getImpressionId());
    }

    Bid bid() {
      return SampleExamples.bid(funnel, impression());
    }
  }

  record Converted(Funnel funnel, Conversion event) {

    Impression impression() {
      return SampleExamples.shown(funnel, event.getImpressionId());
    }

    Click click() {
      return funnel.clicks().stream()
          .filter(click -> click.getClickId().equals(event.getClickId()))
          .findFirst()
          .orElseThrow();
    }
  }

  static SampleExamples of(long seed, ExampleRates rates) {
    SampleExamples examples = new SampleExamples(new ArrayList<>(), new ArrayList<>());
    ExampleFactory factory = new ExampleFactory(seed, rates);
    for (int i = 0; i < SampleFunnels.COUNT; i++) {
      Funnel funnel = SampleFunnels.all().get(i);
      factory.forEachExample(
          i,
          funnel,
          new Funnel.EventConsumer() {
            @Override
            public <T extends SpecificRecord> void accept(Topic<T> topic, T event) {
              examples.add(funnel, topic.recordClass().cast(event));
            }
          });
    }
    return examples;
  }

  private void add(Funnel funnel, SpecificRecord event) {
    if (event instanceof Viewability viewability) {
      views.add(new Viewed(funnel, viewability));
    } else {
      conversions.add(new Converted(funnel, (Conversion) event));
    }
  }

  static Bid bid(Funnel funnel, Impression impression) {
    return funnel.response().getSeatbid().stream()
        .filter(seat -> seat.getSeat().equals(impression.getBidderId()))
        .flatMap(seat -> seat.getBid().stream())
        .filter(bid -> bid.getImpid().equals(impression.getImpId()))
        .filter(bid -> bid.getCrid().equals(impression.getCreativeId()))
        .findFirst()
        .orElseThrow();
  }

  private static Impression shown(Funnel funnel, Utf8 id) {
    return funnel.impressions().stream()
        .filter(impression -> impression.getImpressionId().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
