package io.bidlake.verify.columns;

import io.bidlake.verify.sender.Given;
import io.bidlake.verify.text.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Type.TypeID;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types.ListType;
import org.apache.iceberg.types.Types.MapType;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.StructType;

/** Converts JSON objects to rows of one table, by the types of the columns. Not thread-safe. */
public final class JsonColumns {

  private final StructType table;
  private final FieldRules rules;
  private final IdentityHashMap<StructType, FieldNames> names = new IdentityHashMap<>();

  /**
   * @param table the columns of the table
   * @param jsonTexts is told the columns that contain JSON text
   */
  public JsonColumns(StructType table, FieldRules rules, JsonTexts jsonTexts) {
    this.table = table;
    this.rules = rules;
    names.put(table, FieldNames.ofTable(table));
    rules.typed().forEach(path -> noteTexts(path, jsonTexts));
  }

  /** A column whose type is given may contain values as JSON text, where its type is string. */
  private void noteTexts(String path, JsonTexts jsonTexts) {
    StructType struct = table;
    NestedField field = null;
    String parent = "";
    for (String name : path.split("\\.", -1)) {
      parent = FieldRules.path(parent, name);
      int place = namesIn(struct).placeOf(rules.nameOf(parent, name));
      if (place == FieldNames.ABSENT) {
        return;
      }
      field = struct.fields().get(place);
      struct = field.type() instanceof StructType inner ? inner : StructType.of();
    }
    TypeUtil.indexById(StructType.of(field))
        .forEach(
            (id, each) -> {
              if (each.type().typeId() == TypeID.STRING) {
                jsonTexts.add(id);
              }
            });
  }

  /**
   * Converts an object to the values of a row, in the order of the columns.
   *
   * @throws UnstorableException if a member has no column, or one of another type
   */
  public Object[] row(Json.Fields object) throws UnstorableException {
    return struct(object, table, "", false);
  }

  private Object[] struct(Json.Fields object, StructType struct, String path, boolean isTyped)
      throws UnstorableException {
    FieldNames columns = namesIn(struct);
    Object[] row = new Object[struct.fields().size()];
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      String memberPath = FieldRules.path(path, member.getKey());
      if (rules.leftOut().contains(memberPath) || !tellsType(member.getValue(), memberPath)) {
        continue;
      }
      int place = columns.placeOf(rules.nameOf(memberPath, member.getKey()));
      if (place == FieldNames.ABSENT) {
        throw UnstorableException.noColumn(memberPath);
      }
      if (row[place] != null) {
        throw UnstorableException.twoFields(memberPath);
      }
      Type type = struct.fields().get(place).type();
      row[place] =
          rules.hashed().contains(memberPath)
              ? hashed(member.getValue(), type, memberPath)
              : value(
                  member.getValue(),
                  type,
                  memberPath,
                  isTyped || rules.typed().contains(memberPath));
    }
    return row;
  }

  private FieldNames namesIn(StructType struct) {
    return names.computeIfAbsent(struct, FieldNames::ofStruct);
  }

  private Object value(Json json, Type type, String path, boolean isTyped)
      throws UnstorableException {
    if (json.isNull()) {
      return null;
    }
    if (type instanceof StructType struct && json instanceof Json.Fields object) {
      return struct(object, struct, path, isTyped);
    }
    if (type instanceof ListType list && json instanceof Json.Items items) {
      List<Object> elements = new ArrayList<>();
      for (Json item : items.items()) {
        elements.add(value(item, list.elementType(), path, isTyped));
      }
      return elements;
    }
    if (type instanceof MapType map && json instanceof Json.Fields object) {
      Map<Object, Object> entries = new HashMap<>();
      for (Map.Entry<String, Json> member : object.members().entrySet()) {
        entries.put(
            Given.stored(member.getKey()),
            value(member.getValue(), map.valueType(), path, isTyped));
      }
      return entries;
    }
    if (type.typeId() == TypeID.STRING && isTyped && !(json instanceof Json.Text)) {
      return json.compact();
    }
    return JsonScalars.of(json, type)
        .orElseThrow(() -> UnstorableException.of(path, json.source(), type));
  }

  private Object hashed(Json json, Type type, String path) throws UnstorableException {
    if (type.typeId() != TypeID.STRING) {
      throw UnstorableException.of(path, "its hash", type);
    }
    return rules
        .hash()
        .of(json instanceof Json.Text text ? Given.stored(text.value()) : json.compact());
  }

  /** A value that does not tell the type of its column, such as an empty array, is null. */
  private boolean tellsType(Json json, String path) {
    if (json.isNull() || rules.hashed().contains(path) || rules.typed().contains(path)) {
      return !json.isNull();
    }
    if (json instanceof Json.Items items) {
      return items.items().stream().anyMatch(item -> tellsType(item, path));
    }
    return !(json instanceof Json.Fields object)
        || object.members().entrySet().stream()
            .anyMatch(
                member -> {
                  String memberPath = FieldRules.path(path, member.getKey());
                  return !rules.leftOut().contains(memberPath)
                      && tellsType(member.getValue(), memberPath);
                });
  }
}
