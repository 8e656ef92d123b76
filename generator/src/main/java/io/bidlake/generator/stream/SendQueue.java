package io.bidlake.generator.stream;

import io.bidlake.generator.pool.Dice;
import io.bidlake.generator.stream.Message.Nature;
import io.bidlake.model.Topic;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Holds messages until they are to be sent, and adds the mishaps. They have dice of their own, so
 * that the events are the same with and without them.
 */
final class SendQueue {

  private static final int INITIAL = 1024;
  private static final int LONGEST_REPEAT = 3_000;

  private final PriorityQueue<Message> messages =
      new PriorityQueue<>(
          INITIAL, Comparator.comparingLong(Message::sendAt).thenComparingLong(Message::sequence));

  private final MishapRates rates;
  private final long longestDelay;
  private final Dice dice = new Dice(0);
  private long sequence;

  SendQueue(MishapRates rates) {
    this.rates = rates;
    this.longestDelay = rates.lateBy().toMillis();
  }

  /** Starts the mishaps of a funnel. */
  void reseed(long seed) {
    dice.reseed(seed);
  }

  void add(Topic<?> topic, byte[] key, byte[] value, long eventTime) {
    long sendAt = eventTime;
    Nature nature = Nature.EVENT;
    if (happens(rates.late())) {
      sendAt += dice.between(longestDelay / 10, longestDelay);
      nature = Nature.LATE;
    }
    put(sendAt, topic, nature, key, value);
    if (happens(rates.duplicate())) {
      put(sendAt + dice.between(1, LONGEST_REPEAT), topic, Nature.DUPLICATE, key, value);
    }
    if (happens(rates.poison())) {
      put(sendAt, topic, Nature.POISON, key, Poison.pick(dice).spoil(value, dice));
    }
  }

  boolean isEmpty() {
    return messages.isEmpty();
  }

  int size() {
    return messages.size();
  }

  /** Whether the next message is to be sent at or before a time. */
  boolean isDue(long time) {
    Message next = messages.peek();
    return next != null && next.sendAt() <= time;
  }

  Message remove() {
    return messages.remove();
  }

  private boolean happens(double rate) {
    return rate > 0 && dice.chance(rate);
  }

  private void put(long sendAt, Topic<?> topic, Nature nature, byte[] key, byte[] value) {
    messages.add(new Message(sendAt, sequence++, topic, nature, key, value));
  }
}
