package io.bidlake.generator.supply;

import io.bidlake.generator.pool.DataFile;
import io.bidlake.generator.pool.Dice;
import io.bidlake.generator.pool.Text;
import java.util.List;
import org.apache.avro.util.Utf8;

/**
 * A content category of the IAB (taxonomy 1.0).
 *
 * @param words words for the names of its publishers
 */
public record Category(Utf8 code, List<String> words, List<Utf8> subcategories) {

  public static List<Category> all() {
    return DataFile.read("categories.txt").stream()
        .map(row -> new Category(new Utf8(row.text(0)), row.names(1), Text.list(row.words(2))))
        .toList();
  }

  /** Returns the category and one or two of its subcategories. */
  public List<Utf8> pick(Dice dice) {
    Utf8 one = subcategories.get(dice.below(subcategories.size()));
    Utf8 other = subcategories.get(dice.below(subcategories.size()));
    return one.equals(other) ? List.of(code, one) : List.of(code, one, other);
  }

  String word(Dice dice) {
    return words.get(dice.below(words.size()));
  }
}
