package io.bidlake.local.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** A seeded random generator with the same results on every machine and JDK. */
final class Dice {
  private final Random random;

  Dice(long seed) {
    random = new Random(seed);
  }

  int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  boolean even() {
    return random.nextBoolean();
  }

  /**
   * A random time with a log-uniform distribution, so that short times are as likely as long ones.
   */
  Duration time(Duration shortest, Duration longest) {
    double times = (double) longest.toMillis() / shortest.toMillis();
    double factor = StrictMath.pow(times, random.nextDouble());
    return Duration.ofMillis(Math.round(shortest.toMillis() * factor));
  }

  /**
   * An endless iterator that returns all values in random order, then all again in another order.
   */
  <T> Iterator<T> deck(List<T> values) {
    return Stream.generate(() -> shuffled(values)).flatMap(List::stream).iterator();
  }

  private <T> List<T> shuffled(List<T> values) {
    List<T> shuffled = new ArrayList<>(values);
    Collections.shuffle(shuffled, random);
    Collections.reverse(shuffled); // A seed keeps the faults of earlier versions.
    return shuffled;
  }
}
