package io.bidlake.generator.stream;

import io.bidlake.generator.encoding.Encoding;
import io.bidlake.generator.example.ExampleFactory;
import io.bidlake.generator.funnel.Funnel;
import io.bidlake.generator.funnel.FunnelFactory;
import io.bidlake.generator.pool.Dice;
import io.bidlake.model.Topic;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * All messages of a run in the order in which they are sent. They depend only on seed, schedule,
 * rates and encoding, not on the clock. Not thread-safe.
 */
public final class Timeline implements Iterator<Message> {

  private static final long MISHAPS = 0x6d6973686170L;

  private final FunnelFactory funnels;
  private final Optional<ExampleFactory> examples;
  private final Schedule schedule;
  private final long seed;
  private final long requests;
  private final SendQueue queue;
  private final Encoding encoding;
  private long made;
  private long nextTime;

  /**
   * Creates the timeline of a run.
   *
   * @param examples adds example events, to which no mishaps happen; empty for none
   * @param seed seed of the mishaps
   * @param requests number of requests
   * @param encoding encoding of the events
   */
  public Timeline(
      FunnelFactory funnels,
      Optional<ExampleFactory> examples,
      Schedule schedule,
      MishapRates mishaps,
      long seed,
      long requests,
      Encoding encoding) {
    this.funnels = funnels;
    this.examples = examples;
    this.schedule = schedule;
    this.seed = seed ^ MISHAPS;
    this.requests = requests;
    this.queue = new SendQueue(mishaps, encoding);
    this.encoding = encoding;
    this.nextTime = schedule.timeOf(0);
  }

  @Override
  public boolean hasNext() {
    return made < requests || !queue.isEmpty();
  }

  @Override
  public Message next() {
    // No message of a funnel is due before its request, so later funnels cannot precede a due
    // message.
    while (made < requests && !queue.isDue(nextTime)) {
      addFunnel();
    }
    if (queue.isEmpty()) {
      throw new NoSuchElementException("the run is over");
    }
    return queue.remove();
  }

  /** Returns the number of messages that are not sent yet. */
  public int waiting() {
    return queue.size();
  }

  private void addFunnel() {
    Funnel funnel = funnels.funnel(made, nextTime);
    queue.reseed(Dice.seedOf(seed, made));
    funnel.forEachEvent(this::add);
    examples.ifPresent(factory -> factory.forEachExample(made, funnel, this::addExample));
    made++;
    nextTime = schedule.timeOf(made);
  }

  private <T extends SpecificRecord> void add(Topic<T> topic, T event) {
    queue.add(key(topic, event), time(topic, event), encoding.contents(topic, event));
  }

  private <T extends SpecificRecord> void addExample(Topic<T> topic, T event) {
    queue.addUndisturbed(key(topic, event), time(topic, event), encoding.contents(topic, event));
  }

  private static <T extends SpecificRecord> byte[] key(Topic<T> topic, T event) {
    return topic.requestId().apply(event).getBytes();
  }

  private static <T extends SpecificRecord> long time(Topic<T> topic, T event) {
    return topic.eventTime().apply(event).toEpochMilli();
  }
}
