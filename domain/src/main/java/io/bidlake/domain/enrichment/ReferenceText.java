package io.bidlake.domain.enrichment;

import com.google.common.collect.Interner;
import com.google.common.collect.Interners;
import io.bidlake.domain.SenderText;
import java.util.function.Function;
import org.apache.avro.util.Utf8;

/**
 * A text of reference data, such as the name of a city, which the rows of many requests share. It
 * keeps its form in a row, so that it is converted once and not for each row. Must not be modified.
 */
public final class ReferenceText extends Utf8 {

  /** Equal texts are one object, which is in the processor's cache more often than several are. */
  private static final Interner<ReferenceText> ALL = Interners.newWeakInterner();

  /** Volatile, because the tasks of a process share reference data. */
  private volatile Object form;

  private ReferenceText(String text) {
    super(text);
  }

  /** Returns the text with all of its characters readable; null if it is null or blank. */
  public static ReferenceText of(String text) {
    return text == null || text.trim().isEmpty()
        ? null
        : ALL.intern(new ReferenceText(SenderText.readable(text)));
  }

  /**
   * Returns the form of the text in a row.
   *
   * @param convert creates the form, at the first call; every caller must pass the same function
   */
  @SuppressWarnings("unchecked") // All callers pass the same function.
  public <F> F form(Function<Utf8, F> convert) {
    F known = (F) form;
    if (known == null) {
      known = convert.apply(this);
      form = known;
    }
    return known;
  }
}
