package io.bidlake.generator.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class DiceTest {

  @Test
  void givesTheNumbersOfSplitMix64() {
    Dice dice = new Dice(0);

    assertThat(dice.next()).isEqualTo(0xe220a8397b1dcdafL);
    assertThat(dice.next()).isEqualTo(0x6e789e6aa1b965f4L);
  }

  @Test
  void givesTheSameNumbersAgainAfterReseeding() {
    Dice dice = new Dice(7);
    long first = dice.next();
    dice.next();
    dice.reseed(7);

    assertThat(dice.next()).isEqualTo(first);
  }

  @Test
  void staysWithinItsBounds() {
    Dice dice = new Dice(1);
    boolean low = false;
    boolean high = false;
    for (int i = 0; i < 10_000; i++) {
      int number = dice.between(-3, 4);
      assertThat(number).isBetween(-3, 4);
      low |= number == -3;
      high |= number == 4;
      assertThat(dice.unit()).isBetween(0.0, Math.nextDown(1.0));
    }
    assertThat(low && high).isTrue();
  }

  @Test
  void drawsDistributionsWithTheRightMeans() {
    Dice dice = new Dice(2);
    double exponential = 0;
    double normal = 0;
    double square = 0;
    int count = 100_000;
    for (int i = 0; i < count; i++) {
      exponential += dice.exponential(5);
      double drawn = dice.normal();
      normal += drawn;
      square += drawn * drawn;
    }
    assertThat(exponential / count).isCloseTo(5, within(0.1));
    assertThat(normal / count).isCloseTo(0, within(0.02));
    assertThat(square / count).isCloseTo(1, within(0.02));
  }

  @Test
  void writesUuidsOfVersion4() {
    Dice dice = new Dice(3);
    for (int i = 0; i < 1_000; i++) {
      String text = dice.uuid().toString();
      UUID uuid = UUID.fromString(text);
      assertThat(uuid).hasToString(text);
      assertThat(uuid.version()).isEqualTo(4);
      assertThat(uuid.variant()).isEqualTo(2);
    }
  }
}
