package io.bidlake.verify.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

class WorkersTest {

  @Test
  void sharesAllPieces() {
    AtomicInteger done = new AtomicInteger();

    Workers.run(2, pieces(1, 2, 3), left -> addAll(left, done::addAndGet));

    assertThat(done).hasValue(6);
  }

  @Test
  void passesOnThatMemoryIsUsedUp() {
    Consumer<Queue<Integer>> greedy =
        left -> {
          throw new OutOfMemoryError("Java heap space");
        };

    assertThatThrownBy(() -> Workers.run(2, pieces(1, 2, 3), greedy))
        .isInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void interruptsTheOthersWhenOneFails() {
    CountDownLatch never = new CountDownLatch(1);
    Consumer<Queue<Integer>> worker =
        left -> {
          if (left.remove() == 2) {
            throw new IllegalStateException("the second");
          }
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };

    assertThatThrownBy(() -> Workers.run(2, pieces(1, 2), worker)).hasMessage("the second");
  }

  private static Queue<Integer> pieces(Integer... pieces) {
    return new ConcurrentLinkedQueue<>(List.of(pieces));
  }

  private static void addAll(Queue<Integer> left, IntConsumer sum) {
    for (Integer piece = left.poll(); piece != null; piece = left.poll()) {
      sum.accept(piece);
    }
  }
}
