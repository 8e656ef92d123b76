package io.bidlake.domain.enrichment;

import io.bidlake.domain.reference.PackagedFile;
import io.bidlake.domain.reference.Reference;
import io.bidlake.domain.reference.ReferenceFormat;
import io.bidlake.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.util.Utf8;

/**
 * Taxonomies of content categories: a file of tab-separated lines with the number of the taxonomy
 * ({@code cattax}), the id of a category, the id of its parent and its name.
 */
public final class ContentTaxonomies {

  /** How files of taxonomies are read. */
  public static final ReferenceFormat<ContentTaxonomies> FORMAT = new Format();

  private static final PackagedFile PACKAGED =
      new PackagedFile(ContentTaxonomies.class, "content-taxonomies.tsv");
  private static final String HEADER = "cattax\tid\tparent\tname";

  /**
   * A category.
   *
   * @param name its name
   * @param topic name of its ancestor in the first tier
   */
  record Category(Utf8 name, Utf8 topic) {}

  private final Map<Integer, Map<Utf8, Category>> categories;

  private ContentTaxonomies(Map<Integer, Map<Utf8, Category>> categories) {
    this.categories = categories;
  }

  public static Reference<ContentTaxonomies> read(Settings settings) {
    return Reference.of(
        settings,
        "content-taxonomies",
        "File of content categories, tab-separated lines of cattax, id, parent, name; default: the"
            + " taxonomies of the IAB in the job's jar",
        FORMAT);
  }

  /** Returns a category; null if the taxonomy or the id is unknown. */
  Category find(int taxonomy, Utf8 id) {
    Map<Utf8, Category> ofTaxonomy = categories.get(taxonomy);
    return ofTaxonomy == null ? null : ofTaxonomy.get(id);
  }

  private record Line(String where, String parent, String name) {}

  private static final class Format implements ReferenceFormat<ContentTaxonomies> {

    @Override
    public ContentTaxonomies packaged() {
      return parse(PACKAGED.content());
    }

    @Override
    public ContentTaxonomies parse(byte[] content) {
      Map<Integer, Map<String, Line>> taxonomies = new HashMap<>();
      List<String> lines = new String(content, StandardCharsets.UTF_8).lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i);
        if (!line.isBlank() && !line.startsWith("#") && !line.equals(HEADER)) {
          addLine(line, "line %d".formatted(i + 1), taxonomies);
        }
      }
      if (taxonomies.isEmpty()) {
        throw new IllegalArgumentException("the file contains no category");
      }
      Map<Integer, Map<Utf8, Category>> categories = new HashMap<>();
      taxonomies.forEach((taxonomy, ids) -> categories.put(taxonomy, categoriesOf(ids)));
      return new ContentTaxonomies(categories);
    }

    private static void addLine(
        String line, String where, Map<Integer, Map<String, Line>> taxonomies) {
      String[] cells = line.split("\t", -1);
      if (cells.length != 4 || !cells[0].matches("\\d{1,9}") || cells[1].isBlank()) {
        throw new IllegalArgumentException(
            "%s must be cattax, id, parent and name, separated by tabs, was '%s'"
                .formatted(where, line));
      }
      if (cells[3].isBlank()) {
        throw new IllegalArgumentException(
            "%s: category %s has no name".formatted(where, cells[1]));
      }
      Line before =
          taxonomies
              .computeIfAbsent(Integer.valueOf(cells[0]), taxonomy -> new HashMap<>())
              .put(cells[1].strip(), new Line(where, cells[2].strip(), cells[3].strip()));
      if (before != null) {
        throw new IllegalArgumentException(
            "%s: category %s is already in %s".formatted(where, cells[1], before.where()));
      }
    }

    private static Map<Utf8, Category> categoriesOf(Map<String, Line> ids) {
      Map<Utf8, Category> categories = new HashMap<>();
      ids.forEach(
          (id, line) ->
              categories.put(
                  new Utf8(id),
                  new Category(
                      ReferenceText.of(line.name()), ReferenceText.of(rootOf(id, ids).name()))));
      return categories;
    }

    private static Line rootOf(String id, Map<String, Line> ids) {
      Set<String> path = new HashSet<>();
      Line line = ids.get(id);
      for (String at = id; !line.parent().isEmpty(); at = line.parent(), line = ids.get(at)) {
        if (!path.add(at)) {
          throw new IllegalArgumentException(
              "%s: category %s is its own ancestor".formatted(line.where(), at));
        }
        if (!ids.containsKey(line.parent())) {
          throw new IllegalArgumentException(
              "%s: the parent %s of category %s is not in the file"
                  .formatted(line.where(), line.parent(), at));
        }
      }
      return line;
    }
  }
}
