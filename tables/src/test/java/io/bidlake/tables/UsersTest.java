package io.bidlake.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.datasketches.theta.UpdateSketch;
import org.junit.jupiter.api.Test;

class UsersTest {

  private static final int SEEDS = 60;

  private static long[] users(long... hashesAndCounts) {
    return hashesAndCounts;
  }

  private static long anyHash(Random random) {
    return (random.nextLong() >>> 1) | 1;
  }

  @Test
  void hashesLikeTheLibrary() {
    for (String id : List.of("x", "7f3c0b9e-1111-4c4c-8f8f-abcdefabcdef", "größe", "")) {
      byte[] utf8 = id.getBytes(StandardCharsets.UTF_8);
      UpdateSketch sketch = UpdateSketch.builder().build();
      sketch.update(id);

      var hashes = sketch.iterator();
      assertThat(hashes.next()).as(id).isEqualTo(!id.isEmpty());
      if (!id.isEmpty()) {
        assertThat(Users.hash(utf8, utf8.length)).as(id).isEqualTo(hashes.get());
        assertThat(Users.hash((id + "more").getBytes(StandardCharsets.UTF_8), utf8.length))
            .as("only the bytes that are of the id")
            .isEqualTo(hashes.get());
      }
    }
  }

  @Test
  void takesBackReferences() {
    long[] three = Users.add(Users.add(Users.of(5), Users.of(3)), Users.of(5));
    assertThat(three).containsExactly(3, 1, 5, 2);

    assertThat(Users.subtract(three, Users.of(5))).containsExactly(3, 1, 5, 1);
    assertThat(Users.subtract(three, three)).isEmpty();
    assertThat(Users.subtract(Users.NONE, three)).containsExactly(3, -1, 5, -2);
    assertThat(Users.add(three, Users.subtract(Users.NONE, three))).isEmpty();
  }

  @Test
  void takesTheLowerThresholdOfTwo() {
    long[] low = users(1, 1, 5, 2, 10);
    long[] high = users(1, 1, 9, 1, 12, 3, 20);

    assertThat(Users.add(low, high)).containsExactly(1, 2, 5, 2, 9, 1, 10);
    assertThat(Users.add(high, low)).containsExactly(1, 2, 5, 2, 9, 1, 10);
    assertThat(Users.subtract(high, low)).containsExactly(5, -2, 9, 1, 10);
    assertThat(Users.add(high, users(2))).containsExactly(1, 1, 2);
    assertThat(Users.add(low, users(10, 1, 11, 4))).as("nothing below").isSameAs(low);
  }

  @Test
  void areNothingWithoutReferencesBelowTheThreshold() {
    assertThat(Users.isNothing(Users.NONE)).isTrue();
    assertThat(Users.isNothing(users(10))).isTrue();
    assertThat(Users.isNothing(users(1, -1))).isFalse();
    assertThat(Users.isNothing(users(1, 1, 10))).isFalse();
  }

  /** Random references that are added and taken back, some in sums, to an exact multiset. */
  @Test
  void countBelowTheThresholdLikeAMultiset() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      Map<Long, Long> exact = new HashMap<>();
      List<Long> added = new ArrayList<>();
      long[] users = Users.NONE;
      for (int i = 0; i < 40; i++) {
        long[] batch = Users.NONE;
        int size = random.nextInt(seed % 4 == 0 ? 1_500 : 100);
        for (int j = 0; j < size; j++) {
          boolean back = !added.isEmpty() && random.nextInt(3) == 0;
          long hash =
              back
                  ? added.remove(random.nextInt(added.size()))
                  : !added.isEmpty() && random.nextInt(4) == 0
                      ? added.get(random.nextInt(added.size()))
                      : anyHash(random);
          if (!back) {
            added.add(hash);
          }
          batch = back ? Users.subtract(batch, Users.of(hash)) : Users.add(batch, Users.of(hash));
          exact.merge(hash, back ? -1L : 1L, Long::sum);
        }
        users = Users.add(users, batch);
      }
      assertThat(pairs(users)).as("seed %d", seed).isEqualTo(below(Users.threshold(users), exact));
    }
  }

  private static Map<Long, Long> below(long threshold, Map<Long, Long> exact) {
    Map<Long, Long> below = new TreeMap<>(exact);
    below.values().removeIf(count -> count == 0);
    below.keySet().removeIf(hash -> hash >= threshold);
    return below;
  }

  private static Map<Long, Long> pairs(long[] users) {
    Map<Long, Long> pairs = new TreeMap<>();
    for (int i = 0; i < users.length - 1; i += 2) {
      pairs.put(users[i], users[i + 1]);
    }
    assertThat(pairs.keySet()).containsExactlyElementsOf(pairs.keySet());
    return pairs;
  }

  @Test
  void doNotDependOnTheOrderWhileAllAreKept() {
    Random random = new Random(1);
    List<Long> hashes = new ArrayList<>();
    for (int i = 0; i < Users.MOST; i++) {
      hashes.add(anyHash(random));
    }
    long[] expected = sum(hashes);
    Collections.shuffle(hashes, random);

    assertThat(sum(hashes)).isEqualTo(expected).hasSize(2 * Users.MOST);
  }

  @Test
  void keepTheLowestWhenThereAreTooMany() {
    Random random = new Random(1);
    List<Long> hashes = new ArrayList<>();
    for (int i = 0; i < Users.MOST + 1; i++) {
      hashes.add(anyHash(random));
    }
    long[] users = sum(hashes);
    Collections.sort(hashes);

    assertThat(users).hasSize(2 * Users.LEFT + 1);
    assertThat(Users.threshold(users)).isEqualTo(hashes.get(Users.LEFT));
    assertThat(users[2 * Users.LEFT - 2]).isEqualTo(hashes.get(Users.LEFT - 1));
  }

  private static long[] sum(List<Long> hashes) {
    long[] users = Users.NONE;
    for (long hash : hashes) {
      users = Users.add(users, Users.of(hash));
    }
    return users;
  }
}
