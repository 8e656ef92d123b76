package io.bidlake.domain.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.model.App;
import io.bidlake.model.BidRequest;
import io.bidlake.model.Site;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentTaxonomiesTest {

  private final List<String> invalid = new ArrayList<>();
  private final Categories categories = new Categories();

  @ParameterizedTest
  @CsvSource({
    "1, IAB17-44, World Soccer, Sports",
    "1, IAB17, Sports, Sports",
    "2, 483, Sports, Sports",
    "2, 3, Commercial Trucks, Automotive",
    "5, 3, Commercial Trucks, Automotive",
    "6, 3, Commercial Trucks, Automotive",
    "7, 151, Amusement and Theme Parks, Attractions",
    "9, 151, Amusement and Theme Parks, Attractions"
  })
  void knowsTheTaxonomiesOfTheIab(int taxonomy, String id, String name, String topic) {
    read(site(taxonomy, id), ContentTaxonomies.FORMAT.packaged());

    assertThat(categories.names()).containsExactly(new Utf8(name));
    assertThat(categories.topics()).containsExactly(new Utf8(topic));
    assertThat(invalid).isEmpty();
  }

  @Test
  void leavesOutAndCountsUnknownIds() {
    read(site(1, "IAB1", "IAB99", "1"), ContentTaxonomies.FORMAT.packaged());

    assertThat(categories.names()).containsExactly(new Utf8("Arts & Entertainment"));
    assertThat(invalid).containsExactly("site.cat", "site.cat");
  }

  @Test
  void knowsNothingOfAnotherTaxonomy() {
    read(site(500, "IAB1"), ContentTaxonomies.FORMAT.packaged());

    assertThat(categories.names()).isNull();
    assertThat(categories.topics()).isNull();
    assertThat(invalid).containsExactly("site.cat");
  }

  @Test
  void namesEachTopicOnce() {
    read(site(1, "IAB1-1", "IAB2", "IAB1-2"), ContentTaxonomies.FORMAT.packaged());

    assertThat(categories.names()).hasSize(3);
    assertThat(categories.topics())
        .containsExactly(new Utf8("Arts & Entertainment"), new Utf8("Automotive"));
  }

  @Test
  void readsTheCategoriesOfAnApp() {
    App app = new App();
    app.setCattax(1);
    app.setCat(List.of(new Utf8("IAB2"), new Utf8("x")));
    BidRequest request = new BidRequest();
    request.setApp(app);
    read(request, ContentTaxonomies.FORMAT.packaged());

    assertThat(categories.names()).containsExactly(new Utf8("Automotive"));
    assertThat(invalid).containsExactly("app.cat");
  }

  @Test
  void forgetsThePreviousRequest() {
    read(site(1, "IAB1"), ContentTaxonomies.FORMAT.packaged());
    read(new BidRequest(), ContentTaxonomies.FORMAT.packaged());

    assertThat(categories.names()).isNull();
  }

  @Test
  void takesTheUsersTaxonomies() {
    read(site(501, "b"), parse("# ours\n501\ta\t\tAnimals\n501\tb\ta\tBears\n"));

    assertThat(categories.names()).containsExactly(new Utf8("Bears"));
    assertThat(categories.topics()).containsExactly(new Utf8("Animals"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1|a| ; line 1 must be cattax, id, parent and name",
        "x|a||A; line 1 must be cattax, id, parent and name",
        "1|||A; line 1 must be cattax, id, parent and name",
        "1|a||; line 1: category a has no name",
        "1|a||A/1|a||B; line 2: category a is already in line 1",
        "1|a|c|A/1|b|a|B; the parent c of category a is not in the file",
        "1|a|b|A/1|b|a|B; is its own ancestor",
        "1|a|a|A; line 1: category a is its own ancestor",
        "#; the file contains no category",
      })
  void refusesAnInvalidFile(String lines, String problem) {
    String content = lines.replace('|', '\t').replace('/', '\n');

    assertThatThrownBy(() -> parse(content))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(problem);
  }

  private static ContentTaxonomies parse(String content) {
    return ContentTaxonomies.FORMAT.parse(content.getBytes(StandardCharsets.UTF_8));
  }

  private void read(BidRequest request, ContentTaxonomies taxonomies) {
    categories.read(request, taxonomies, invalid::add);
  }

  private static BidRequest site(int taxonomy, String... ids) {
    Site site = new Site();
    site.setCattax(taxonomy);
    site.setCat(Stream.of(ids).map(Utf8::new).toList());
    BidRequest request = new BidRequest();
    request.setSite(site);
    return request;
  }
}
