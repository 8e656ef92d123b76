package io.bidlake.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class SchemaCompatibilityTest {

  static final List<String> FIRST_RELEASE =
      List.of("bid_request", "bid_response", "click", "impression");

  private static final int NEWEST = SchemaFiles.released().lastKey();

  @Test
  void todaysSchemasReadEveryRelease() {
    assertThat(Compatibility.problems(SchemaFiles.today(), SchemaFiles.released())).isEmpty();
  }

  @Test
  void noReleaseIsMissing() {
    var released = SchemaFiles.released();
    assertThat(released.keySet())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, released.lastKey()).boxed().toList());
    assertThat(released.get(1)).containsOnlyKeys(FIRST_RELEASE);
    assertThat(released.values())
        .allSatisfy(
            schemas -> assertThat(schemas).containsKeys(FIRST_RELEASE.toArray(String[]::new)));
  }

  @Test
  void theClassesAreGeneratedFromTodaysSchemas() {
    assertThat(SchemaFiles.today())
        .containsOnly(
            Map.entry("bid_request", BidRequest.getClassSchema()),
            Map.entry("bid_response", BidResponse.getClassSchema()),
            Map.entry("click", Click.getClassSchema()),
            Map.entry("conversion", Conversion.getClassSchema()),
            Map.entry("impression", Impression.getClassSchema()),
            Map.entry("notice", Notice.getClassSchema()),
            Map.entry("spend", Spend.getClassSchema()),
            Map.entry("viewability", Viewability.getClassSchema()));
  }

  @ParameterizedTest
  @FieldSource("FIRST_RELEASE")
  void acceptsAChangeOfTheNewestReleaseThatAddsAFieldWithADefault(String name) {
    Field added =
        new Field("added", nullable(Schema.Type.DOUBLE), "New.", JsonProperties.NULL_VALUE);
    assertThat(problemsWhenFieldIs(name, added)).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("FIRST_RELEASE")
  void refusesAChangeOfTheNewestReleaseThatAddsAFieldWithoutDefault(String name) {
    Field added = new Field("added", Schema.create(Schema.Type.DOUBLE), "New.");
    assertThat(problemsWhenFieldIs(name, added))
        .singleElement()
        .asString()
        .startsWith("%s.avsc cannot read what release %d wrote: ".formatted(name, NEWEST))
        .contains("READER_FIELD_MISSING_DEFAULT_VALUE added at /fields/");
  }

  @Test
  void refusesAFieldWhoseTypeChanged() {
    Field price = new Field("win_price", Schema.create(Schema.Type.INT), "Price.");
    assertThat(problemsWhenFieldIs("impression", price))
        .singleElement()
        .asString()
        .startsWith(
            "impression.avsc cannot read what release %d wrote: TYPE_MISMATCH".formatted(NEWEST))
        .contains("reader type: INT not compatible with writer type: DOUBLE");
  }

  @Test
  void refusesASchemaThatIsGone() {
    Map<String, Schema> today = new TreeMap<>(newest().get(NEWEST));
    today.remove("click");
    assertThat(Compatibility.problems(today, newest()))
        .containsExactly("click.avsc is gone, release %d wrote with it".formatted(NEWEST));
  }

  @ParameterizedTest
  @FieldSource("FIRST_RELEASE")
  void countsEventTimeInMilliseconds(String name) {
    // Avro's rule does not see a change to microseconds.
    Schema type = SchemaFiles.today().get(name).getField("event_timestamp").schema();
    assertThat(type.getType()).isEqualTo(Schema.Type.LONG);
    assertThat(type.getLogicalType()).isEqualTo(LogicalTypes.timestampMillis());
  }

  /** What the newest release has against a schema in which a field is added or another one. */
  private static List<String> problemsWhenFieldIs(String name, Field changed) {
    Map<String, Schema> today = new TreeMap<>(newest().get(NEWEST));
    Schema schema = today.get(name);
    List<Field> fields = new ArrayList<>();
    for (Field field : schema.getFields()) {
      if (!field.name().equals(changed.name())) {
        fields.add(new Field(field, field.schema()));
      }
    }
    fields.add(changed);
    today.put(
        name,
        Schema.createRecord(
            schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields));
    return Compatibility.problems(today, newest());
  }

  private static SortedMap<Integer, Map<String, Schema>> newest() {
    return SchemaFiles.released().tailMap(NEWEST);
  }

  private static Schema nullable(Schema.Type type) {
    return Schema.createUnion(Schema.create(Schema.Type.NULL), Schema.create(type));
  }
}
