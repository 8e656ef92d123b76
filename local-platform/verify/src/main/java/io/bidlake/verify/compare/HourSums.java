package io.bidlake.verify.compare;

import io.bidlake.verify.base.ExactSum;
import it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap;

/** The number of rows and the sum of money per hour, on both sides. Not thread-safe. */
final class HourSums {

  /** The rows and money of one hour. */
  static final class Sums {
    long kafkaRows;
    long lakeRows;
    final ExactSum kafkaMoney = new ExactSum();
    final ExactSum lakeMoney = new ExactSum();

    void add(Sums more) {
      kafkaRows += more.kafkaRows;
      lakeRows += more.lakeRows;
      kafkaMoney.add(more.kafkaMoney);
      lakeMoney.add(more.lakeMoney);
    }
  }

  private final Int2ObjectOpenHashMap<Sums> hours = new Int2ObjectOpenHashMap<>();

  void addKafka(int hour, double money) {
    Sums sums = of(hour);
    sums.kafkaRows++;
    sums.kafkaMoney.add(money);
  }

  void addLake(int hour, double money) {
    Sums sums = of(hour);
    sums.lakeRows++;
    sums.lakeMoney.add(money);
  }

  void add(HourSums other) {
    other.hours.forEach((hour, sums) -> of(hour).add(sums));
  }

  Int2ObjectOpenHashMap<Sums> hours() {
    return hours;
  }

  private Sums of(int hour) {
    return hours.computeIfAbsent(hour, key -> new Sums());
  }
}
