package io.bidlake.generator.pool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Items that are drawn in proportion to their weights, in constant time (Vose's alias method). */
public final class Weighted<T> {

  private final List<T> items;
  private final double[] keep;
  private final int[] alias;

  private Weighted(List<T> items, double[] weights) {
    int count = items.size();
    this.items = List.copyOf(items);
    this.keep = new double[count];
    this.alias = new int[count];
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    if (!(total > 0)) {
      throw new IllegalArgumentException("nothing to draw from");
    }
    Deque<Integer> small = new ArrayDeque<>();
    Deque<Integer> large = new ArrayDeque<>();
    for (int i = 0; i < count; i++) {
      keep[i] = weights[i] * count / total;
      alias[i] = i;
      (keep[i] < 1 ? small : large).add(i);
    }
    while (!small.isEmpty() && !large.isEmpty()) {
      int poor = small.remove();
      int rich = large.remove();
      alias[poor] = rich;
      keep[rich] -= 1 - keep[poor];
      (keep[rich] < 1 ? small : large).add(rich);
    }
    // The remaining ones differ from 1 only by rounding.
    small.forEach(i -> keep[i] = 1);
    large.forEach(i -> keep[i] = 1);
  }

  public T pick(Dice dice) {
    double scaled = dice.unit() * keep.length;
    int index = (int) scaled;
    return items.get(scaled - index < keep[index] ? index : alias[index]);
  }

  public List<T> items() {
    return items;
  }

  public static <T> Weighted<T> evenly(List<T> items) {
    Builder<T> builder = new Builder<>();
    items.forEach(item -> builder.add(item, 1));
    return builder.build();
  }

  /** Collects items and their weights. */
  public static final class Builder<T> {

    private final List<T> items = new ArrayList<>();
    private final List<Double> weights = new ArrayList<>();

    public Builder<T> add(T item, double weight) {
      items.add(item);
      weights.add(weight);
      return this;
    }

    public Weighted<T> build() {
      return new Weighted<>(items, weights.stream().mapToDouble(Double::doubleValue).toArray());
    }
  }
}
