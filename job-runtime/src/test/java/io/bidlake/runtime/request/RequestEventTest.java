package io.bidlake.runtime.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.Topics;
import io.bidlake.runtime.state.EventId;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class RequestEventTest {

  private final ClickEvent event = new ClickEvent();

  @Test
  void goesWithTheOtherEventsOfItsRequest() {
    event.requestId = EventId.of("r1");
    event.id = EventId.of("c1");

    assertThat(event.key()).isEqualTo(EventId.of("r1"));
    assertThat(RequestEvent.requestIdOf(event.key())).isEqualTo(EventId.of("r1"));
  }

  @Test
  void standsAloneWithoutRequest() {
    event.id = EventId.of("c1");
    ClickEvent other = new ClickEvent();
    other.id = EventId.of("c2");

    assertThat(event.key()).isNotEqualTo(other.key()).isNotEqualTo(EventId.of("c1"));
    assertThat(RequestEvent.requestIdOf(event.key())).isEqualTo(EventId.EMPTY);
  }

  @Test
  void readsWhatItHasWritten() throws IOException {
    event.topic = (byte) Topics.CLICKS.code();
    event.requestId = EventId.of("r1");
    event.time = -1;
    event.partition = 3;
    event.offset = Long.MAX_VALUE;
    event.ahead = true;
    DataOutputSerializer out = new DataOutputSerializer(8);
    event.write(out);

    ClickEvent read = new ClickEvent();
    read.read(new DataInputDeserializer(out.getCopyOfBuffer()));

    assertThat(read.isOf(Topics.CLICKS)).isTrue();
    assertThat(read.isOf(Topics.BID_REQUESTS)).isFalse();
    assertThat(read).usingRecursiveComparison().isEqualTo(event);
  }
}
