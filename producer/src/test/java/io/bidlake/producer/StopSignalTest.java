package io.bidlake.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StopSignalTest {

  private final StopSignal stop = new StopSignal(Duration.ofMillis(1));

  @Test
  void aRequestEndsAPause() {
    stop.request();
    stop.pause(Duration.ofDays(1).toMillis());

    assertThat(stop.isRequested()).isTrue();
  }

  @Test
  void whoAsksForTheEndWaitsForIt() throws InterruptedException {
    Thread hook = new Thread(stop::requestAndAwaitEnd);
    hook.start();
    stop.pause(Duration.ofDays(1).toMillis());
    assertThat(hook.isAlive()).isTrue();

    stop.runHasEnded();
    hook.join();
    assertThat(hook.isAlive()).isFalse();
  }

  @Test
  void aSenderThatHangsIsInterruptedButNotItsLastDeliveries() throws InterruptedException {
    Thread hook = new Thread(stop::requestAndAwaitEnd);
    stop.sendingBegins();
    hook.start();
    boolean interrupted = false;
    try {
      hook.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      interrupted = true;
    }
    stop.sendingEnds();

    assertThat(interrupted).isTrue();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    stop.runHasEnded();
    hook.join();
  }
}
