package io.bidlake.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.junit.jupiter.api.Test;

class SchemaDocumentationTest {

  @Test
  void everyRecordAndFieldSaysWhatItIs() {
    SchemaFiles.today()
        .forEach((name, schema) -> assertThat(undocumented(schema)).as(name).isEmpty());
  }

  @Test
  void findsWhatIsNotDocumentedHoweverDeepItLies() {
    Schema schema =
        new Schema.Parser()
            .parse(
                """
                {"type": "record", "name": "Outer", "doc": "Outer.", "fields": [
                  {"name": "good", "type": "int", "doc": "Good."},
                  {"name": "blank", "type": "int", "doc": " "},
                  {"name": "inner", "doc": "Inner.", "type": ["null", {"type": "array", "items":
                    {"type": "record", "name": "Inner", "fields": [
                      {"name": "bare", "type": "string"}]}}]}]}
                """);
    assertThat(undocumented(schema)).containsExactly("Outer.blank", "Inner", "Inner.bare");
  }

  private static List<String> undocumented(Schema schema) {
    List<String> names = new ArrayList<>();
    collect(schema, names, new HashSet<>());
    return names;
  }

  private static void collect(Schema schema, List<String> undocumented, Set<String> seen) {
    switch (schema.getType()) {
      case RECORD -> {
        if (seen.add(schema.getFullName())) {
          add(schema.getFullName(), schema.getDoc(), undocumented);
          for (Field field : schema.getFields()) {
            add(schema.getFullName() + "." + field.name(), field.doc(), undocumented);
            collect(field.schema(), undocumented, seen);
          }
        }
      }
      case ARRAY -> collect(schema.getElementType(), undocumented, seen);
      case MAP -> collect(schema.getValueType(), undocumented, seen);
      case UNION -> schema.getTypes().forEach(branch -> collect(branch, undocumented, seen));
      case ENUM, FIXED -> add(schema.getFullName(), schema.getDoc(), undocumented);
      default -> {
        // A primitive type says nothing of itself.
      }
    }
  }

  private static void add(String name, String doc, List<String> undocumented) {
    if (doc == null || doc.isBlank()) {
      undocumented.add(name);
    }
  }
}
