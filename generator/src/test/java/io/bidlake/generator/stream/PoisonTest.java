package io.bidlake.generator.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.generator.encoding.Poison;
import io.bidlake.generator.pool.Dice;
import io.bidlake.generator.stream.Message.Nature;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PoisonTest {

  private static final List<Message> EVENTS =
      SampleTimelines.messages(5, SampleTimelines.NO_MISHAPS, 400);

  @ParameterizedTest
  @EnumSource(Poison.class)
  void noKindCanBeDecoded(Poison kind) {
    Dice dice = new Dice(1);
    for (Message event : EVENTS) {
      byte[] before = event.value().clone();
      Message poison = with(event, kind.spoil(event.value(), dice));

      assertThatThrownBy(() -> Decoding.event(poison)).isInstanceOf(RuntimeException.class);
      assertThat(event.value()).as("the event itself").isEqualTo(before);
    }
  }

  @Test
  void aTruncatedRecordCannotBeDecodedWhereverItEnds() {
    for (Message event : EVENTS.subList(0, 40)) {
      for (int length = 5; length < event.value().length; length++) {
        Message poison = with(event, Arrays.copyOf(event.value(), length));
        assertThatThrownBy(() -> Decoding.event(poison)).isInstanceOf(RuntimeException.class);
      }
    }
  }

  @Test
  void allKindsOccur() {
    Dice dice = new Dice(1);
    Set<Poison> kinds = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      kinds.add(Poison.pick(dice));
    }
    assertThat(kinds).containsExactlyInAnyOrder(Poison.values());
  }

  private static Message with(Message event, byte[] value) {
    return new Message(0, 0, event.topic(), Nature.POISON, event.key(), value);
  }
}
