package io.bidlake.generator.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.generator.encoding.Encoding.Content;
import io.bidlake.generator.funnel.Funnel.EventConsumer;
import io.bidlake.generator.funnel.SampleFunnels;
import io.bidlake.generator.pool.Dice;
import io.bidlake.model.Topic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TextPoisonTest {

  private static final List<byte[]> EVENTS = events();

  @ParameterizedTest
  @EnumSource(TextPoison.class)
  void noKindCanBeRead(TextPoison kind) {
    Dice dice = new Dice(1);
    for (byte[] event : EVENTS) {
      byte[] before = event.clone();
      byte[] poison = kind.spoil(event, dice);

      assertThatThrownBy(() -> TextReading.events(poison)).isInstanceOf(RuntimeException.class);
      assertThat(event).as("the event itself").isEqualTo(before);
    }
  }

  @Test
  void inAFileEachIsALineThatIsNotEmpty() {
    Dice dice = new Dice(1);
    for (TextPoison kind : TextPoison.IN_LINES) {
      for (byte[] event : EVENTS) {
        assertThat(kind.spoil(event, dice)).isNotEmpty().doesNotContain('\n');
      }
    }
  }

  @Test
  void allKindsOccur() {
    assertThat(picked(TextPoison.IN_RECORDS)).containsExactlyInAnyOrder(TextPoison.values());
    assertThat(picked(TextPoison.IN_LINES))
        .hasSize(TextPoison.values().length - 2)
        .doesNotContain(TextPoison.EMPTY_VALUE, TextPoison.NULL_VALUE);
  }

  private static Set<TextPoison> picked(List<TextPoison> kinds) {
    Dice dice = new Dice(1);
    Set<TextPoison> picked = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      picked.add(TextPoison.pick(kinds, dice));
    }
    return picked;
  }

  private static List<byte[]> events() {
    Encoding encoding = Encoding.lines();
    List<byte[]> events = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      SampleFunnels.factory(5)
          .funnel(i, SampleFunnels.START)
          .forEachEvent(
              new EventConsumer() {
                @Override
                public <T extends SpecificRecord> void accept(Topic<T> topic, T event) {
                  encoding.contents(topic, event).stream().map(Content::value).forEach(events::add);
                }
              });
    }
    return events;
  }
}
