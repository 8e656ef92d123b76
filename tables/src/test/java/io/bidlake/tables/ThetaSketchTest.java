package io.bidlake.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.apache.datasketches.memory.Memory;
import org.apache.datasketches.theta.CompactSketch;
import org.apache.datasketches.theta.Intersection;
import org.apache.datasketches.theta.SetOperation;
import org.apache.datasketches.theta.Sketch;
import org.apache.datasketches.theta.Sketches;
import org.apache.datasketches.theta.Union;
import org.apache.datasketches.theta.UpdateSketch;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThetaSketchTest {

  private static final double STANDARD_ERROR = 1 / Math.sqrt(ThetaSketch.NOMINAL);

  private static final Offset<Double> ROUNDING = Offset.offset(0.5);

  private static long[] ids(int from, int to) {
    long[] users = Users.NONE;
    // In groups, as an addition takes as long as all users that are kept.
    for (int start = from; start < to; start += 1_000) {
      long[] some = Users.NONE;
      for (int i = start; i < Math.min(to, start + 1_000); i++) {
        some = Users.add(some, Users.of(hash("user-" + i)));
      }
      users = Users.add(users, some);
    }
    return users;
  }

  private static long hash(String id) {
    byte[] utf8 = id.getBytes(StandardCharsets.UTF_8);
    return Users.hash(utf8, utf8.length);
  }

  private static Sketch read(long[] users) {
    Memory bytes = Memory.wrap(ThetaSketch.of(users).bytes());
    Sketch wrapped = CompactSketch.wrap(bytes);
    Sketch heap = Sketches.heapifySketch(bytes);
    assertThat(heap.getEstimate()).isEqualTo(wrapped.getEstimate());
    assertThat(heap.isOrdered()).isTrue();
    assertThat(heap.isCompact()).isTrue();
    return heap;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 100, 4_095, 4_096, 4_097, 8_192, 8_193, 20_000})
  void isReadByTheLibrary(int count) {
    long[] users = ids(0, count);
    ThetaSketch sketch = ThetaSketch.of(users);
    Sketch read = read(users);

    assertThat(read.getRetainedEntries()).isEqualTo(Math.min(count, ThetaSketch.NOMINAL));
    assertThat(read.isEstimationMode()).isEqualTo(count > ThetaSketch.NOMINAL);
    assertThat(sketch.users()).isEqualTo(Math.round(read.getEstimate()));
    assertThat((double) sketch.low()).isCloseTo(read.getLowerBound(2), ROUNDING);
    assertThat((double) sketch.high()).isCloseTo(read.getUpperBound(2), ROUNDING);
  }

  @Test
  void isTheSketchOfTheLibrary() {
    UpdateSketch library = UpdateSketch.builder().setNominalEntries(ThetaSketch.NOMINAL).build();
    for (int i = 0; i < 1_000; i++) {
      library.update("user-" + i);
    }
    Memory compact = Memory.wrap(library.compact().toByteArray());

    Sketch read = read(ids(0, 1_000));
    // The library leaves out theta if it is 1.
    assertThat(read.compact().toByteArray()).isEqualTo(CompactSketch.wrap(compact).toByteArray());
  }

  @Test
  void doesNotContainUsersWithoutReferences() {
    long[] users = {1, 1, 2, -1, 3, 2};

    assertThat(ThetaSketch.of(users).users()).isEqualTo(2);
    assertThat(read(users).getRetainedEntries()).isEqualTo(2);
  }

  @Test
  void keepsThetaWhenUsersWereTakenBack() {
    long[] all = ids(0, 10_000);
    long[] some = Users.subtract(all, ids(0, 9_000));
    Sketch read = read(some);

    assertThat(read.isEstimationMode()).isTrue();
    assertThat(read.getEstimate()).isCloseTo(1_000, Offset.offset(150.0));
  }

  @Test
  void doesNotDependOnTheOrderHoweverManyUsersThereAre() {
    long[] forwards = Users.add(ids(0, 30_000), ids(30_000, 60_000));
    long[] backwards = Users.add(ids(30_000, 60_000), ids(0, 30_000));

    assertThat(ThetaSketch.of(backwards).bytes()).isEqualTo(ThetaSketch.of(forwards).bytes());
  }

  @Test
  void estimatesUnionAndIntersectionWithinThreeStandardErrors() {
    Sketch one = read(ids(0, 100_000));
    Sketch other = read(ids(50_000, 150_000));
    Union union = SetOperation.builder().setNominalEntries(ThetaSketch.NOMINAL).buildUnion();
    union.union(one);
    union.union(other);
    Intersection intersection = SetOperation.builder().buildIntersection();
    intersection.intersect(one);
    intersection.intersect(other);

    assertThat(one.getEstimate()).isCloseTo(100_000, error(100_000));
    assertThat(union.getResult().getEstimate()).isCloseTo(150_000, error(150_000));
    // Its error is relative to the union.
    assertThat(intersection.getResult().getEstimate()).isCloseTo(50_000, error(150_000));
  }

  private static Offset<Double> error(int of) {
    return Offset.offset(3 * STANDARD_ERROR * of);
  }

  /** Over many random audiences the mean is that of no bias, and the bounds hold as promised. */
  @Test
  void isUnbiased() {
    int seeds = 60;
    int count = 15_000;
    double sum = 0;
    int within = 0;
    for (int seed = 0; seed < seeds; seed++) {
      Random random = new Random(seed);
      long[] users = Users.NONE;
      for (int start = 0; start < count; start += 500) {
        long[] some = Users.NONE;
        for (int i = 0; i < 500; i++) {
          some = Users.add(some, Users.of((random.nextLong() >>> 1) | 1));
        }
        users = Users.add(users, some);
      }
      ThetaSketch sketch = ThetaSketch.of(users);
      sum += sketch.users();
      within += sketch.low() <= count && count <= sketch.high() ? 1 : 0;
    }

    double errorOfMean = STANDARD_ERROR * count / Math.sqrt(seeds);
    assertThat(sum / seeds).isCloseTo(count, Offset.offset(3 * errorOfMean));
    assertThat(within).isBetween(51, seeds);
  }
}
