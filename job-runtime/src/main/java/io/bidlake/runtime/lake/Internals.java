package io.bidlake.runtime.lake;

import org.apache.iceberg.common.DynFields;
import org.apache.iceberg.common.DynFields.BoundField;
import org.apache.iceberg.common.DynMethods;

/**
 * Fields and methods of objects of Flink and Iceberg that only they can access. If a later version
 * is built differently, a job that needs one of them fails at startup.
 */
public final class Internals {

  private Internals() {}

  /** Returns a field that the class of an object declares. */
  public static <T> BoundField<T> field(Object owner, String name) {
    return field(owner.getClass(), owner, name);
  }

  /** Returns a field that a superclass of an object's class declares. */
  public static <T> BoundField<T> field(Class<?> declaring, Object owner, String name) {
    try {
      return DynFields.builder().hiddenImpl(declaring, name).buildChecked(owner);
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(
          "%s is not built as it was in Iceberg 1.11 and Flink 2.1"
              .formatted(declaring.getSimpleName()),
          e);
    }
  }

  /** Returns what a method without parameters returns. */
  public static Object value(Object owner, String method) {
    return DynMethods.builder(method).hiddenImpl(owner.getClass()).build(owner).invoke();
  }
}
