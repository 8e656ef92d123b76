package io.bidlake.bench.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.BidRequest;
import io.bidlake.model.Click;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;

class ReaderSchemaTest {

  private static final Schema REQUEST = BidRequest.getClassSchema();

  @Test
  void keepsTheNamedFieldsAtEveryDepth() {
    Schema narrow =
        narrow(
            REQUEST,
            Map.of(
                "BidRequest", Set.of("id", "imp", "site", "app"),
                "Imp", Set.of("bidfloor"),
                "Site", Set.of("publisher"),
                "App", Set.of("publisher"),
                "Publisher", Set.of("id")));

    assertThat(names(narrow)).containsExactly("id", "imp", "site", "app");
    assertThat(names(narrow.getField("imp").schema().getElementType())).containsExactly("bidfloor");
    Schema app = narrow.getField("app").schema().getTypes().get(1);
    assertThat(names(app.getField("publisher").schema().getTypes().get(1))).containsExactly("id");
    assertThat(SchemaCompatibility.checkReaderWriterCompatibility(narrow, REQUEST).getType())
        .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
  }

  @Test
  void keepsARecordInFullThatIsNotNamed() {
    assertThat(narrow(Click.getClassSchema(), Map.of())).isEqualTo(Click.getClassSchema());
  }

  private static Schema narrow(Schema schema, Map<String, Set<String>> fields) {
    return new Schema.Parser().parse(ReaderSchema.of(schema.toString(), fields));
  }

  private static List<String> names(Schema record) {
    return record.getFields().stream().map(Schema.Field::name).toList();
  }
}
