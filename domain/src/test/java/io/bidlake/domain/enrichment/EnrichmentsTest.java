package io.bidlake.domain.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.domain.enrichment.Enrichments.Kind;
import io.bidlake.domain.reference.Reference;
import io.bidlake.settings.InvalidSettings;
import io.bidlake.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrichmentsTest {

  @TempDir Path folder;

  @Test
  void areAllOnUnlessSomeAreChosen() {
    for (Kind kind : Kind.values()) {
      assertThat(read().has(kind)).isEqualTo(kind != Kind.NONE);
    }
    assertThat(read("--enrich", "page,content").has(Kind.PAGE)).isTrue();
    assertThat(read("--enrich", "page,content").has(Kind.CURRENCIES)).isFalse();
    assertThat(read("--enrich", "none").has(Kind.PAGE)).isFalse();
    assertThat(read("--enrich", "none").references()).isEmpty();
  }

  @Test
  void cannotBeNoneAndOthers() {
    Settings settings = Settings.of(List.of("--enrich", "none,page"), Map.of());
    Enrichments.read(settings);

    assertThatThrownBy(settings::check)
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("enrich must be none or other enrichments, not both");
  }

  @Test
  void nameAllInvalidFilesAtOnce() throws IOException {
    Path rates = Files.writeString(folder.resolve("rates.csv"), "EUR,-1");
    Path taxonomies = Files.writeString(folder.resolve("taxonomies.tsv"), "1\ta\ta\tA");
    Path places = Files.writeString(folder.resolve("places.mmdb"), "no database");
    Enrichments enrichments =
        read(
            "--currency-rates",
            rates.toString(),
            "--content-taxonomies",
            taxonomies.toString(),
            "--geo.database",
            places.toString(),
            "--geo.asn-database",
            "/nowhere.mmdb");

    assertThatThrownBy(enrichments::open)
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining(
            "currency-rates %s: line 1: the rate must be a positive number".formatted(rates))
        .hasMessageContaining(
            "content-taxonomies %s: line 1: category a is its own ancestor".formatted(taxonomies))
        .hasMessageContaining("geo.database %s: not a valid MaxMind database".formatted(places))
        .hasMessageContaining("geo.asn-database /nowhere.mmdb: the file does not exist");
  }

  @Test
  void doNotReadTheFilesOfWhatIsLeftOut() {
    Enrichments enrichments =
        read("--enrich", "page", "--geo.database", "/nowhere.mmdb", "--currency-rates", "/no.csv");

    enrichments.open();

    assertThat(enrichments.references()).isEmpty();
  }

  @Test
  void usePackagedDataWithoutFiles() {
    Enrichments enrichments = read();
    enrichments.open();

    assertThat(enrichments.references()).noneMatch(Reference::isFromFile);
  }

  private static Enrichments read(String... args) {
    return Enrichments.read(Settings.of(List.of(args), Map.of()));
  }
}
