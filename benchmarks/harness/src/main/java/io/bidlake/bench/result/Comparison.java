package io.bidlake.bench.result;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The runs of one comparison.
 *
 * @param name a name such as ingest-events, which is part of file names
 * @param unit the unit of work, such as events
 * @param ours the name of the contender with which the others are compared
 */
public record Comparison(
    String name,
    String title,
    String unit,
    String ours,
    List<Contender> contenders,
    List<Run> runs,
    List<String> remarks) {

  public Comparison {
    FileName.check("name of a comparison", name);
    contenders = List.copyOf(contenders);
    runs = List.copyOf(runs);
    remarks = List.copyOf(remarks);
    Set<String> names = new HashSet<>();
    for (Contender contender : contenders) {
      if (!names.add(contender.name())) {
        throw new IllegalArgumentException(
            "%s: contender %s is listed twice".formatted(name, contender.name()));
      }
    }
    if (!names.contains(ours)) {
      throw new IllegalArgumentException(
          "%s: ours must be one of %s, was %s".formatted(name, names, ours));
    }
    Set<String> rounds = new HashSet<>();
    for (Run run : runs) {
      if (!names.contains(run.contender())) {
        throw new IllegalArgumentException(
            "%s: contender of a run must be one of %s, was %s"
                .formatted(name, names, run.contender()));
      }
      if (!rounds.add(run.contender() + ' ' + run.round())) {
        throw new IllegalArgumentException(
            "%s: round %d of %s is there twice".formatted(name, run.round(), run.contender()));
      }
    }
  }
}
