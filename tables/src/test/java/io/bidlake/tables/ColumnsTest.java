package io.bidlake.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnsTest {

  @Test
  void makesAColumnOfEveryFieldWithItsNameAndDocumentation() {
    Schema event =
        new Schema.Parser()
            .parse(
                """
                {"type": "record", "name": "Event", "fields": [
                  {"name": "id", "type": "string", "doc": "Id of the event."},
                  {"name": "size", "type": ["null", "int"], "default": null, "doc": "Its size."},
                  {"name": "speed", "type": ["double", "null"], "default": 1, "doc": "Its speed."}]}
                """);
    assertThat(schemaOfAllFields(event).columns())
        .containsExactly(
            NestedField.required(1, "id", Types.StringType.get(), "Id of the event."),
            NestedField.optional(2, "size", Types.IntegerType.get(), "Its size."),
            NestedField.optional(3, "speed", Types.DoubleType.get(), "Its speed."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "string"                                            | string
          "int"                                               | int
          "long"                                              | long
          "double"                                            | double
          "boolean"                                           | boolean
          {"type": "long", "logicalType": "timestamp-millis"} | timestamptz
          """)
  void knowsTheColumnTypeOfAFlatField(String avroType, String columnType) {
    for (String type : new String[] {avroType, "[\"null\", %s]".formatted(avroType)}) {
      assertThat(schemaOfAllFields(recordOf(type)).findType("field"))
          .as(type)
          .hasToString(columnType);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"null\"",
        "\"bytes\"",
        "\"float\"",
        "{\"type\": \"array\", \"items\": \"string\"}",
        "[\"null\", {\"type\": \"map\", \"values\": \"string\"}]",
        "[\"int\", \"string\"]",
        "[\"null\", \"int\", \"string\"]"
      })
  void refusesAFieldThatIsNotFlat(String type) {
    assertThatThrownBy(() -> schemaOfAllFields(recordOf(type)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("field field: a flat event has no column type for ");
  }

  @Test
  void numbersTheElementOfAListBehindTheList() {
    assertThat(
            Columns.schemaOf(
                    new Columns<Object>()
                        .required("a", ColumnType.LONG, source -> 1L, "A.")
                        .optional("b", ColumnType.TEXTS, source -> null, "B.")
                        .optional("c", ColumnType.LONG, source -> null, "C.")
                        .all())
                .columns())
        .containsExactly(
            NestedField.required(1, "a", Types.LongType.get(), "A."),
            NestedField.optional(
                2, "b", Types.ListType.ofRequired(3, Types.StringType.get()), "B."),
            NestedField.optional(4, "c", Types.LongType.get(), "C."));
  }

  private static org.apache.iceberg.Schema schemaOfAllFields(Schema record) {
    return Columns.schemaOf(
        new Columns<SpecificRecord>().allFieldsOf(record, source -> source).all());
  }

  private static Schema recordOf(String fieldType) {
    return new Schema.Parser()
        .parse(
            """
            {"type": "record", "name": "Event", "fields": [{"name": "field", "type": %s}]}
            """
                .formatted(fieldType));
  }
}
