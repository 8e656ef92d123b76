package io.bidlake.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.funnel.MadeEvents.Made;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;

class MadeEventsTest {

  private static final FunnelStages STAGES = FunnelStages.of(Topics.FUNNEL, 5_000, 10_000, 60_000);
  private static final int PARTS = 2;
  private static final int TURNS = 300;
  private static final long COUNT = (long) MadeEvents.TURN * TURNS;

  private final MadeEvents made = new MadeEvents(COUNT, PARTS);
  private final List<Made> events = LongStream.range(0, COUNT).mapToObj(made::event).toList();

  @Test
  void givesEveryEventAnIdOfItsOwn() {
    assertThat(events.stream().map(Made::id).distinct()).hasSize(events.size());
  }

  @Test
  void makesTheSameTrafficInEveryTurn() {
    assertThat(of(Topics.BID_REQUESTS)).hasSize(200 * TURNS);
    assertThat(of(Topics.BID_RESPONSES)).hasSize(124 * TURNS);
    assertThat(of(Topics.IMPRESSIONS)).hasSize(19 * TURNS);
    assertThat(of(Topics.CLICKS)).hasSize(TURNS);
  }

  @Test
  void keepsTheBoundsToTheParent() {
    Map<Utf8, Made> byId = new HashMap<>();
    events.forEach(event -> byId.put(event.id(), event));
    int children = 0;
    for (Made event : events) {
      if (event.topic().parent() != null) {
        Utf8 parentId = event.parentId() == null ? event.requestId() : event.parentId();
        Made parent = byId.get(parentId);
        // The first turns show and click requests of before the beginning.
        if (parent != null) {
          children++;
          assertThat(parent.topic()).isEqualTo(event.topic().parent().topic());
          assertThat((Object) parent.requestId()).isEqualTo(event.requestId());
          assertThat(STAGES.allow(event.topic().code(), parent.time(), event.time())).isTrue();
        }
      }
    }
    assertThat(children).isEqualTo(124 * TURNS + 19 * (TURNS - 5) + TURNS - 100);
  }

  @Test
  void letsAllPartsBeAtTheSameTime() {
    int share = (int) (COUNT / PARTS);
    for (int i = 0; i < share; i++) {
      long apart = events.get(i + share).time() - events.get(i).time();
      assertThat(Math.abs(apart)).isLessThanOrEqualTo(200);
    }
  }

  private List<Made> of(Topic<?> topic) {
    return events.stream().filter(event -> event.topic().equals(topic)).toList();
  }
}
