package io.bidlake.verify.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.verify.events.Event.Offer;
import io.bidlake.verify.events.Event.Outcome;
import io.bidlake.verify.truth.Expected.Row;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What {@code daily_reach_by_campaign} must contain. */
class ReachTruthTest {

  private static final Outcome WIN = Outcome.ofImpression("1", "a", 1.5);
  private static final long MANY = 40_000;

  private final Traffic traffic = new Traffic();

  private void see(String request, long time, long user, String campaign) {
    traffic.visit(request, time, user);
    traffic.bids(request, "p", time + 100, null, new Offer("a", "1", 2.0, campaign));
    traffic.impression(request, "i-" + request, "p", time + 900, WIN);
  }

  private Cell cell(String campaign) {
    return traffic.cells(WindowTable.REACH).all().stream()
        .filter(cell -> cell.key().names().equals(List.of(campaign)))
        .findFirst()
        .orElseThrow();
  }

  /** Whether the row of c1 may be this one, by column. */
  private Map<String, Boolean> judge(
      long until, long impressions, long users, long low, long high, ByteBuffer sketch) {
    List<String> names = WindowTable.REACH.columnNames();
    List<Object> found = List.of(impressions, users, low, high, sketch);
    Function<String, Object> columns = name -> found.get(names.indexOf(name));
    List<Object> expected = WindowTable.REACH.valuesOf(cell("c1"));
    return names.stream()
        .filter(
            name ->
                !((Expected) expected.get(names.indexOf(name)))
                    .accepts(columns.apply(name), new Row(columns, until)))
        .collect(Collectors.toMap(Function.identity(), name -> false));
  }

  private Object faults(long impressions, ByteBuffer sketch) {
    int users = (sketch.remaining() - 24) / 8;
    return judge(Row.COMPLETE, impressions, users, users, users, sketch).keySet();
  }

  @Test
  void countsUsersByCampaignAndDay() {
    see("r", 0, 7, "c1");
    see("again", 1_000, 7, "c1");
    see("s", 0, 9, "c1");
    see("other", 0, 11, "c2");
    see("tomorrow", 12 * Traffic.HOUR, 13, "c1");

    assertThat(traffic.rows(WindowTable.REACH)).containsOnlyKeys("00:00 c1", "00:00 c2");
    assertThat(traffic.cells(WindowTable.REACH).all()).hasSize(3);
  }

  @Test
  void acceptsExactlyTheUsersOfACompleteDay() {
    see("r", 0, 7, "c1");
    see("again", 1_000, 7, "c1");
    see("s", 0, 9, "c1");

    assertThat(faults(3, SketchBytes.of(7, 9))).hasToString("[]");
    assertThat(faults(2, SketchBytes.of(7, 9))).hasToString("[impressions]");
    assertThat(faults(3, SketchBytes.of(7))).hasToString("[users_sketch]");
    assertThat(faults(3, SketchBytes.of(7, 8))).hasToString("[users_sketch]");
    assertThat(faults(3, SketchBytes.of(7, 9, 11))).hasToString("[users_sketch]");
    assertThat(faults(3, SketchBytes.below(8, 7))).asString().contains("users_sketch");
  }

  @Test
  void countsTheSmallerUserOfCopiesThatDifferInNothingElse() {
    traffic.visit("r", 0, 9);
    see("r", 0, 8, "c1");
    traffic.visit("r", 0, 9);

    assertThat(faults(1, SketchBytes.of(8))).hasToString("[]");
  }

  @Test
  void wantsTheNumbersOfTheSketch() {
    see("r", 0, 7, "c1");
    ByteBuffer sketch = SketchBytes.of(7);

    assertThat(judge(Row.COMPLETE, 1, 3, 1, 1, sketch)).containsOnlyKeys("users");
    assertThat(judge(Row.COMPLETE, 1, 1, 3, 1, sketch)).containsOnlyKeys("users_low");
    assertThat(judge(Row.COMPLETE, 1, 1, 1, 3, sketch)).containsOnlyKeys("users_high");
  }

  @Test
  void refusesBytesThatAreNoSketch() {
    see("r", 0, 7, "c1");
    ByteBuffer shorter = SketchBytes.of(7);
    shorter.limit(shorter.limit() - 1);
    ByteBuffer other = SketchBytes.of(7);
    other.put(6, (byte) 1);

    for (ByteBuffer bytes : List.of(ByteBuffer.allocate(0), shorter, other)) {
      assertThat(judge(Row.COMPLETE, 1, 1, 1, 1, bytes))
          .containsOnlyKeys("users", "users_low", "users_high", "users_sketch");
    }
  }

  @Test
  void countsNothingWithoutUserCampaignOrRequest() {
    see("r", 0, 0, "c1");
    see("s", 0, 7, null);
    traffic.bids("t", "p", 100, null, new Offer("a", "1", 2.0, "c1"));
    traffic.impression("t", "i", "p", 900, WIN);
    traffic.visit("late", 0, 7);
    traffic.bids("late", "p", 14_000, null, new Offer("a", "1", 2.0, "c1"));
    traffic.impression("late", "i", "p", 15_001, WIN);

    assertThat(traffic.rows(WindowTable.REACH)).isEmpty();
  }

  @Test
  void acceptsTheLowestOfManyUsers() {
    Audience audience = new Audience();
    long[] users = new Random(1).longs(MANY, 1, Long.MAX_VALUE).sorted().toArray();
    for (long user : users) {
      audience.add(user, Traffic.NOON);
    }
    ExpectedSketch expected = new ExpectedSketch(audience);
    Row row = new Row(column -> null, Row.COMPLETE);
    long[] lowest = Arrays.copyOf(users, 4_096);
    long theta = users[4_096];

    assertThat(audience.users()).hasSizeBetween(Audience.LEAST, 2 * Audience.LEAST);
    assertThat(expected.accepts(SketchBytes.below(theta, lowest), row)).isTrue();
    assertThat(expected.accepts(SketchBytes.below(theta + 2, lowest), row))
        .as("without the user at theta")
        .isFalse();
    assertThat(expected.accepts(SketchBytes.of(lowest), row))
        .as("as if there were no others")
        .isFalse();
    lowest[17]++;
    assertThat(expected.accepts(SketchBytes.below(theta, lowest), row)).as("another").isFalse();
    assertThat(expected.accepts(SketchBytes.below(users[1_000], Arrays.copyOf(users, 1_000)), row))
        .as("less than a sketch can contain")
        .isFalse();
    assertThat(expected.accepts(SketchBytes.below(users[4_097], Arrays.copyOf(users, 4_097)), row))
        .as("more than a sketch contains")
        .isFalse();
  }

  @Test
  void acceptsOfAnOpenDayWhatIsCertainAndAnyMore() {
    see("first", -Traffic.HOUR, 7, "c1");
    see("second", 0, 9, "c1");
    long first = Traffic.NOON - 1;

    assertThat(judge(first, 1, 1, 1, 1, SketchBytes.of(7))).isEmpty();
    assertThat(judge(first, 2, 2, 2, 2, SketchBytes.of(7, 9))).isEmpty();
    assertThat(judge(first, 0, 1, 1, 1, SketchBytes.of(9)))
        .containsOnlyKeys("impressions", "users_sketch");
    assertThat(judge(first, 3, 2, 2, 2, SketchBytes.of(7, 11)))
        .containsOnlyKeys("impressions", "users_sketch");
    assertThat(judge(Row.NOTHING, 1, 1, 1, 1, SketchBytes.of(9))).isEmpty();
  }

  @Test
  void marksWhatCopiesMayHaveComeToBefore() {
    see("r", 0, 7, "c1");
    traffic.bids("r", "p", 99, null, new Offer("a", "1", 2.0, "c2"));

    assertThat(traffic.rows(WindowTable.REACH)).containsOnlyKeys("00:00 c2");
    assertThat(cell("c1").isWavering()).isTrue();
    assertThat(cell("c1").isExpected()).isFalse();
    assertThat(cell("c2").isWavering()).isFalse();
    assertThat(traffic.inFlight(WindowTable.REACH)).isEmpty();

    traffic.afterMark().visit("r", -1, 8);
    assertThat(traffic.inFlight(WindowTable.REACH)).containsExactly("00:00 c1", "00:00 c2");
    assertThat(cell("c2").isWavering()).isTrue();
  }
}
