package io.bidlake.generator.stream;

import io.bidlake.generator.encoding.Encoding;
import io.bidlake.generator.funnel.Funnel;
import io.bidlake.generator.funnel.FunnelFactory;
import io.bidlake.generator.pool.Dice;
import io.bidlake.model.Topic;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.avro.specific.SpecificRecord;

/**
 * All messages of a run in the order in which they are sent. Seed, schedule, rates and encoding
 * alone decide them, never the clock. Not thread-safe.
 */
public final class Timeline implements Iterator<Message> {

  private static final long MISHAPS = 0x6d6973686170L;

  private final FunnelFactory funnels;
  private final Schedule schedule;
  private final long seed;
  private final long requests;
  private final SendQueue queue;
  private final Encoding encoding;
  private long made;
  private long nextTime;

  /**
   * A run.
   *
   * @param seed of the mishaps
   * @param requests how many requests there are
   * @param encoding how the events are written
   */
  public Timeline(
      FunnelFactory funnels,
      Schedule schedule,
      MishapRates mishaps,
      long seed,
      long requests,
      Encoding encoding) {
    this.funnels = funnels;
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
    funnel.forEachEvent(this::add);
    made++;
    nextTime = schedule.timeOf(made);
  }

  private <T extends SpecificRecord> void add(Topic<T> topic, T event) {
    queue.add(
        topic.requestId().apply(event).getBytes(),
        topic.eventTime().apply(event).toEpochMilli(),
        encoding.contents(topic, event));
  }
}
