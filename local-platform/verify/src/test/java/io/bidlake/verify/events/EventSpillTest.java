package io.bidlake.verify.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.model.Topics;
import io.bidlake.verify.base.CannotVerifyException;
import io.bidlake.verify.store.Store;
import io.bidlake.verify.truth.Traffic;
import io.bidlake.verify.truth.WindowTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventSpillTest {

  private final Traffic traffic = new Traffic();

  @Test
  void givesBackWhatItTook() {
    String uuid = "0f0e0d0c-0b0a-4908-8706-050403020100";
    Event request = traffic.request(uuid, 1, null, "DEU");
    List<Event> events =
        List.of(
            request,
            traffic.request("not a UUID, \u20ac", 1, "pub", null),
            traffic.rejectedRequest("", 2),
            traffic.visit("v", 1, Long.MAX_VALUE),
            traffic.ahead().response(uuid.toUpperCase(Locale.ROOT), uuid, 3),
            traffic.afterMark().paid(uuid, "i", 4, "seat", Double.NaN),
            traffic.response(uuid, "", 3, Set.of("a", ""), "no", uuid),
            traffic.maybeAhead().receivedAfter(9).click(uuid, "c", uuid, 5));
    List<UncountedEvent> rows =
        List.of(
            traffic.uncounted(WindowTable.GEO, request, "LATE", 7L),
            traffic.uncounted(WindowTable.FUNNEL, request, "ORPHAN", null));
    List<Event> eventsRead = new ArrayList<>();
    List<UncountedEvent> rowsRead = new ArrayList<>();
    try (Store store = new Store()) {
      EventSpill spill = new EventSpill(store, Topics.FUNNEL);
      events.forEach(spill::add);
      rows.forEach(spill::add);
      spill.read(
          group -> {
            eventsRead.addAll(group.events());
            rowsRead.addAll(group.uncounted());
          });
    }

    assertThat(eventsRead).containsExactlyInAnyOrderElementsOf(events);
    assertThat(rowsRead).containsExactlyInAnyOrderElementsOf(rows);
  }

  @Test
  void hasAllOfARequestInOneGroup() {
    try (Store store = new Store()) {
      EventSpill spill = new EventSpill(store, Topics.FUNNEL);
      for (int i = 0; i < 1000; i++) {
        String id = new UUID(i, i).toString();
        spill.add(traffic.request(id, 0));
        spill.add(traffic.response(id, "p", 0));
      }
      List<Integer> sizes = new ArrayList<>();
      spill.read(group -> sizes.add(group.events().size()));

      assertThat(sizes).hasSize(1001).filteredOn(size -> size > 0).hasSize(1000).containsOnly(2);
    }
  }

  @Test
  void takesEventsFromSeveralThreads() {
    Set<String> ids = ConcurrentHashMap.newKeySet();
    try (Store store = new Store()) {
      EventSpill spill = new EventSpill(store, Topics.FUNNEL);
      List<Event> events =
          IntStream.range(0, 2000).mapToObj(i -> traffic.request("r" + i, i)).toList();
      events.parallelStream().forEach(spill::add);
      spill.read(group -> group.events().forEach(event -> ids.add(event.id())));
    }

    assertThat(ids).hasSize(2000);
  }

  @Test
  void refusesARequestThatDoesNotFitIntoMemory() {
    try (Store store = new Store()) {
      EventSpill spill = new EventSpill(store, Topics.FUNNEL, 2);
      for (int i = 0; i < 3; i++) {
        spill.add(traffic.response("r", "p" + i, 0));
      }

      assertThatThrownBy(() -> spill.read(group -> {}))
          .isInstanceOf(CannotVerifyException.class)
          .hasMessage(
              "not enough memory for the windowed tables: 3 events of request 'r', 2 fit;"
                  + " give Java more (-Xmx)");
    }
  }
}
