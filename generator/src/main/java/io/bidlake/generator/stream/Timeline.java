package io.bidlake.generator.stream;

import io.bidlake.generator.funnel.Funnel;
import io.bidlake.generator.funnel.FunnelFactory;
import io.bidlake.generator.market.Dice;
import io.bidlake.model.Click;
import io.bidlake.model.Impression;
import io.bidlake.model.Topics;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.avro.util.Utf8;

/**
 * All messages of a run in the order in which they are sent. Seed, schedule, rates and schema ids
 * alone decide them, never the clock. Not thread-safe.
 */
public final class Timeline implements Iterator<Message> {

  private static final long MISHAPS = 0x6d6973686170L;

  private final FunnelFactory funnels;
  private final Schedule schedule;
  private final long seed;
  private final long requests;
  private final SendQueue queue;
  private final EventEncoder<?> bidRequests;
  private final EventEncoder<?> bidResponses;
  private final EventEncoder<?> impressions;
  private final EventEncoder<?> clicks;
  private long made;
  private long nextTime;

  /**
   * A run.
   *
   * @param seed of the mishaps
   * @param requests how many requests there are
   * @param schemaIds id of the schema of each kind of event
   */
  public Timeline(
      FunnelFactory funnels,
      Schedule schedule,
      MishapRates mishaps,
      long seed,
      long requests,
      Map<EventKind, Integer> schemaIds) {
    this.funnels = funnels;
    this.schedule = schedule;
    this.seed = seed ^ MISHAPS;
    this.requests = requests;
    this.queue = new SendQueue(mishaps);
    this.bidRequests =
        new EventEncoder<>(Topics.BID_REQUESTS, schemaIds.get(EventKind.BID_REQUEST));
    this.bidResponses =
        new EventEncoder<>(Topics.BID_RESPONSES, schemaIds.get(EventKind.BID_RESPONSE));
    this.impressions = new EventEncoder<>(Topics.IMPRESSIONS, schemaIds.get(EventKind.IMPRESSION));
    this.clicks = new EventEncoder<>(Topics.CLICKS, schemaIds.get(EventKind.CLICK));
    this.nextTime = schedule.timeOf(0);
  }

  @Override
  public boolean hasNext() {
    return made < requests || !queue.isEmpty();
  }

  @Override
  public Message next() {
    // A funnel's first message is never due before its request, so what is due now stays first.
    while (made < requests && !queue.isDue(nextTime)) {
      addFunnel();
    }
    if (queue.isEmpty()) {
      throw new NoSuchElementException("the run is over");
    }
    return queue.remove();
  }

  /** Messages that wait for their time. */
  public int waiting() {
    return queue.size();
  }

  private void addFunnel() {
    Funnel funnel = funnels.funnel(made, nextTime);
    queue.reseed(Dice.seedOf(seed, made));
    Utf8 id = funnel.request().getId();
    byte[] key = id.getBytes();
    queue.add(EventKind.BID_REQUEST, key, bidRequests.encode(funnel.request()), nextTime);
    if (funnel.response() != null) {
      queue.add(
          EventKind.BID_RESPONSE,
          key,
          bidResponses.encode(funnel.response()),
          funnel.response().getEventTimestamp().toEpochMilli());
    }
    for (Impression impression : funnel.impressions()) {
      queue.add(
          EventKind.IMPRESSION,
          key,
          impressions.encode(impression),
          impression.getEventTimestamp().toEpochMilli());
    }
    for (Click click : funnel.clicks()) {
      queue.add(
          EventKind.CLICK, key, clicks.encode(click), click.getEventTimestamp().toEpochMilli());
    }
    made++;
    nextTime = schedule.timeOf(made);
  }
}
