package io.bidlake.maintenance.sort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.iceberg.NullOrder;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortDirection;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.SortOrderComparators;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.expressions.Term;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.RowDataWrapper;
import org.apache.iceberg.transforms.Transforms;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SortKeysTest {

  private static final int ROWS = 80;

  static Stream<Type> types() {
    return Stream.of(
        Types.BooleanType.get(),
        Types.IntegerType.get(),
        Types.LongType.get(),
        Types.FloatType.get(),
        Types.DoubleType.get(),
        Types.DecimalType.of(9, 2),
        Types.DecimalType.of(18, 3),
        Types.DecimalType.of(19, 0),
        Types.DecimalType.of(38, 10),
        Types.DateType.get(),
        Types.TimeType.get(),
        Types.TimestampType.withZone(),
        Types.TimestampType.withoutZone(),
        Types.TimestampNanoType.withZone(),
        Types.TimestampNanoType.withoutZone(),
        Types.StringType.get(),
        Types.UUIDType.get(),
        Types.FixedType.ofLength(5),
        Types.BinaryType.get());
  }

  @ParameterizedTest
  @MethodSource("types")
  void ordersAsIcebergDoesWhateverTheTransformAndTheDirection(Type type) {
    Schema schema = new Schema(NestedField.optional(1, "c", type));
    for (Term term : termsOf("c", type)) {
      for (SortDirection direction : SortDirection.values()) {
        for (NullOrder nulls : NullOrder.values()) {
          assertOrdersAsIceberg(
              schema, SortOrder.builderFor(schema).sortBy(term, direction, nulls).build());
        }
      }
    }
  }

  @Test
  void ordersAsIcebergDoesBySeveralFields() {
    List<Type> types = types().toList();
    Schema schema = new Schema(optionalFields(types));
    Random random = new Random(5);
    for (int i = 0; i < 200; i++) {
      SortOrder.Builder order = SortOrder.builderFor(schema);
      for (int fields = 1 + random.nextInt(4); fields > 0; fields--) {
        int column = random.nextInt(types.size());
        List<Term> terms = termsOf("c" + column, types.get(column));
        order.sortBy(
            terms.get(random.nextInt(terms.size())),
            random.nextBoolean() ? SortDirection.ASC : SortDirection.DESC,
            random.nextBoolean() ? NullOrder.NULLS_FIRST : NullOrder.NULLS_LAST);
      }
      assertOrdersAsIceberg(schema, order.build());
    }
  }

  @Test
  void ordersByAFieldOfAStruct() {
    Schema schema =
        new Schema(
            NestedField.required(1, "id", Types.IntegerType.get()),
            NestedField.optional(
                2,
                "device",
                Types.StructType.of(
                    NestedField.optional(3, "os", Types.StringType.get()),
                    NestedField.optional(
                        4,
                        "geo",
                        Types.StructType.of(
                            NestedField.optional(5, "country", Types.StringType.get()))))));

    assertOrdersAsIceberg(schema, SortOrder.builderFor(schema).asc("device.os").build());
    assertOrdersAsIceberg(
        schema, SortOrder.builderFor(schema).desc("device.geo.country").asc("id").build());
  }

  @Test
  void givesTheSameKeyForARowAndItsBinaryCopy() {
    Schema schema = new Schema(optionalFields(types().toList()));
    SortOrder.Builder order = SortOrder.builderFor(schema);
    schema.columns().forEach(column -> order.asc(column.name()));
    SortKeys keys = SortKeys.of(schema, order.build());
    RowDataSerializer serializer = new RowDataSerializer(FlinkSchemaUtil.convert(schema));

    for (RowData row : rows(schema)) {
      assertThat(keys.of(serializer.toBinaryRow(row))).isEqualTo(keys.of(row));
    }
  }

  @Test
  void keepsFieldsApartThatWouldReadTheSameInOne() {
    Schema schema =
        new Schema(
            NestedField.required(1, "a", Types.StringType.get()),
            NestedField.required(2, "b", Types.StringType.get()));
    SortKeys keys = SortKeys.of(schema, SortOrder.builderFor(schema).asc("a").asc("b").build());

    byte[] shortFirst = keys.of(texts("x", "yz"));
    byte[] longFirst = keys.of(texts("xy", "z"));

    assertThat(Arrays.compareUnsigned(shortFirst, longFirst)).isNegative();
  }

  @Test
  void hasEmptyKeysWithoutAnOrder() {
    Schema schema = new Schema(NestedField.required(1, "a", Types.StringType.get()));

    assertThat(SortKeys.of(schema, SortOrder.unsorted()).of(texts("x"))).isEmpty();
  }

  @Test
  void refusesAnOrderByAColumnThatRowsDoNotHave() {
    Schema whole = new Schema(NestedField.required(1, "a", Types.StringType.get()));
    SortOrder order = SortOrder.builderFor(whole).asc("a").build();
    Schema other = new Schema(NestedField.required(2, "b", Types.StringType.get()));

    assertThatThrownBy(() -> SortKeys.of(other, order)).isInstanceOf(ValidationException.class);
  }

  private static void assertOrdersAsIceberg(Schema schema, SortOrder order) {
    Comparator<StructLike> iceberg = SortOrderComparators.forSchema(schema, order);
    SortKeys keys = SortKeys.of(schema, order);
    List<RowData> rows = rows(schema);
    List<StructLike> structs = rows.stream().map(row -> wrapped(schema, row)).toList();
    List<byte[]> encoded = rows.stream().map(keys::of).toList();
    List<String> faults = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      for (int j = 0; j < rows.size(); j++) {
        int expected = iceberg.compare(structs.get(i), structs.get(j));
        byte[] left = encoded.get(i);
        byte[] right = encoded.get(j);
        int compared = Arrays.compareUnsigned(left, right);
        boolean begins = Arrays.mismatch(left, right) == Math.min(left.length, right.length);
        if (Integer.signum(compared) != Integer.signum(expected) || begins) {
          faults.add(rows.get(i) + " and " + rows.get(j));
        }
      }
    }
    assertThat(faults).as("%s", order).isEmpty();
  }

  private static List<Term> termsOf(String column, Type type) {
    List<Term> terms = new ArrayList<>(List.of(Expressions.ref(column)));
    addIf(terms, Expressions.bucket(column, 5), "bucket[5]", type);
    addIf(terms, Expressions.truncate(column, 3), "truncate[3]", type);
    addIf(terms, Expressions.year(column), "year", type);
    addIf(terms, Expressions.month(column), "month", type);
    addIf(terms, Expressions.day(column), "day", type);
    addIf(terms, Expressions.hour(column), "hour", type);
    return terms;
  }

  private static void addIf(List<Term> terms, Term term, String transform, Type type) {
    if (Transforms.fromString(transform).canTransform(type)) {
      terms.add(term);
    }
  }

  private static List<NestedField> optionalFields(List<Type> types) {
    List<NestedField> fields = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      fields.add(NestedField.optional(i + 1, "c" + i, types.get(i)));
    }
    return fields;
  }

  private static List<RowData> rows(Schema schema) {
    RandomRows random = new RandomRows(11);
    return Stream.generate(() -> random.next(schema)).limit(ROWS).toList();
  }

  private static StructLike wrapped(Schema schema, RowData row) {
    return new RowDataWrapper(FlinkSchemaUtil.convert(schema), schema.asStruct()).wrap(row);
  }

  private static RowData texts(String... texts) {
    return GenericRowData.of(Arrays.stream(texts).map(StringData::fromString).toArray());
  }
}
