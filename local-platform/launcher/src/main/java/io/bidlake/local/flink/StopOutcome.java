package io.bidlake.local.flink;

/** How a stop with a savepoint ended: where the savepoint is, or what went wrong. */
public record StopOutcome(String savepoint, String problem) {
  public boolean succeeded() {
    return problem.isEmpty();
  }
}
