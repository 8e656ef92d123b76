package io.bidlake.verify.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkersTest {

  @Test
  void waitsForAllPieces() {
    AtomicInteger done = new AtomicInteger();

    Workers.run(List.of(done::incrementAndGet, done::incrementAndGet));

    assertThat(done).hasValue(2);
  }

  @Test
  void passesOnThatMemoryIsUsedUp() {
    Runnable greedy =
        () -> {
          throw new OutOfMemoryError("Java heap space");
        };

    assertThatThrownBy(() -> Workers.run(List.of(greedy))).isInstanceOf(OutOfMemoryError.class);
  }
}
