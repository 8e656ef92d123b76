package io.bidlake.generator.stream;

import io.bidlake.generator.encoding.Encoding;
import io.bidlake.generator.encoding.Encoding.Content;
import io.bidlake.generator.pool.Dice;
import io.bidlake.generator.stream.Message.Nature;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Holds messages until they are due, and adds mishaps: late events, duplicates and poison. Mishaps
 * use separate random numbers, so that the events are the same with and without them.
 */
final class SendQueue {

  private static final int INITIAL = 1024;
  private static final int LONGEST_REPEAT = 3_000;

  private final PriorityQueue<Message> messages =
      new PriorityQueue<>(
          INITIAL, Comparator.comparingLong(Message::sendAt).thenComparingLong(Message::sequence));

  private final MishapRates rates;
  private final Encoding encoding;
  private final long longestDelay;
  private final Dice dice = new Dice(0);

  /**
   * Separate random numbers for poison, which needs a different amount of them in each format; so
   * the other mishaps are the same in all formats.
   */
  private final Dice poisonDice = new Dice(0);

  private long sequence;

  SendQueue(MishapRates rates, Encoding encoding) {
    this.rates = rates;
    this.encoding = encoding;
    this.longestDelay = rates.lateBy().toMillis();
  }

  /** Starts the random numbers of the mishaps of a funnel. */
  void reseed(long seed) {
    dice.reseed(seed);
    poisonDice.reseed(~seed);
  }

  /**
   * Adds an event.
   *
   * @param contents messages of the event; a mishap applies to all of them together, and poison is
   *     made from the first
   */
  void add(byte[] key, long eventTime, List<Content> contents) {
    long sendAt = eventTime;
    Nature nature = Nature.EVENT;
    if (dice.happens(rates.late())) {
      sendAt += dice.between(longestDelay / 10, longestDelay);
      nature = Nature.LATE;
    }
    put(sendAt, nature, key, contents);
    if (dice.happens(rates.duplicate())) {
      put(sendAt + dice.between(1, LONGEST_REPEAT), Nature.DUPLICATE, key, contents);
    }
    if (dice.happens(rates.poison()) && !contents.isEmpty()) {
      put(sendAt, Nature.POISON, key, List.of(encoding.poison(contents.get(0), poisonDice)));
    }
  }

  /** Adds an event that no mishap befalls, and that changes no other's mishaps. */
  void addUndisturbed(byte[] key, long eventTime, List<Content> contents) {
    put(eventTime, Nature.EVENT, key, contents);
  }

  boolean isEmpty() {
    return messages.isEmpty();
  }

  int size() {
    return messages.size();
  }

  /** Returns whether the next message is due at or before a time. */
  boolean isDue(long time) {
    Message next = messages.peek();
    return next != null && next.sendAt() <= time;
  }

  Message remove() {
    return messages.remove();
  }

  private void put(long sendAt, Nature nature, byte[] key, List<Content> contents) {
    for (Content content : contents) {
      messages.add(new Message(sendAt, sequence++, content.topic(), nature, key, content.value()));
    }
  }
}
