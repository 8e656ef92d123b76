package io.bidlake.local.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/** Chance by a seed: the same on every machine and every JDK. */
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

  /** A time of which the short half of the scale is as likely as the long one. */
  Duration time(Duration shortest, Duration longest) {
    double times = (double) longest.toMillis() / shortest.toMillis();
    double factor = StrictMath.pow(times, random.nextDouble());
    return Duration.ofMillis(Math.round(shortest.toMillis() * factor));
  }

  /** Deals all values in some order, then all in another, for ever. */
  <T> Iterator<T> deck(List<T> values) {
    return new Iterator<>() {
      private final List<T> left = new ArrayList<>();

      @Override
      public boolean hasNext() {
        return true;
      }

      @Override
      public T next() {
        if (left.isEmpty()) {
          left.addAll(values);
          Collections.shuffle(left, random);
        }
        return left.remove(left.size() - 1);
      }
    };
  }
}
