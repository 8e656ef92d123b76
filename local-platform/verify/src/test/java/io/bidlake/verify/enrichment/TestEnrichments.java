package io.bidlake.verify.enrichment;

import io.bidlake.settings.Settings;
import java.util.List;
import java.util.Map;

/** The enrichments that verify expects if nothing is set. */
public final class TestEnrichments {

  private TestEnrichments() {}

  public static Enrichments usual() {
    return Enrichments.Given.read(Settings.of(List.of(), Map.of())).open();
  }
}
