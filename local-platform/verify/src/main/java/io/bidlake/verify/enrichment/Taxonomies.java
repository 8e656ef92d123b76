package io.bidlake.verify.enrichment;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The content categories by their taxonomy and id. */
public final class Taxonomies {

  private static final String PACKAGED = "/io/bidlake/domain/enrichment/content-taxonomies.tsv";
  private static final String HEADER = "cattax\t";

  private record Key(String taxonomy, String id) {}

  private record Category(String parent, String name) {}

  private final Map<Key, Category> categories = new HashMap<>();

  private Taxonomies() {}

  static Taxonomies read(Optional<Path> file) {
    Taxonomies taxonomies = new Taxonomies();
    ReferenceLines lines = ReferenceLines.read("content-taxonomies", file, PACKAGED);
    for (String line : lines.all()) {
      String[] cells = line.split("\t", -1);
      if (cells.length < 4) {
        throw lines.invalid(line, "cattax, id, parent and name, separated by tabs");
      }
      if (!line.startsWith(HEADER)) {
        taxonomies.categories.put(
            new Key(cells[0], cells[1].strip()), new Category(cells[2].strip(), cells[3].strip()));
      }
    }
    return taxonomies;
  }

  /** The names of the known ids; null if none is known. */
  List<String> names(int taxonomy, List<? extends CharSequence> ids) {
    return orNull(known(taxonomy, ids).map(key -> categories.get(key).name()).toList());
  }

  /** The names of their ancestors without a parent, each once; null if no id is known. */
  List<String> topics(int taxonomy, List<? extends CharSequence> ids) {
    return orNull(
        List.copyOf(
            new LinkedHashSet<>(
                known(taxonomy, ids).map(key -> categories.get(root(key)).name()).toList())));
  }

  private Stream<Key> known(int taxonomy, List<? extends CharSequence> ids) {
    return Objects.requireNonNullElse(ids, List.<CharSequence>of()).stream()
        .map(id -> new Key(String.valueOf(taxonomy), id.toString()))
        .filter(categories::containsKey);
  }

  private Key root(Key key) {
    String parent = categories.get(key).parent();
    return parent.isEmpty() ? key : root(new Key(key.taxonomy(), parent));
  }

  private static List<String> orNull(List<String> names) {
    return names.isEmpty() ? null : names;
  }
}
