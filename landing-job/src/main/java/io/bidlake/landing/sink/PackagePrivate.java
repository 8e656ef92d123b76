package io.bidlake.landing.sink;

import java.lang.reflect.Method;

/** Reads values of objects whose classes only Iceberg can access. */
final class PackagePrivate {

  private PackagePrivate() {}

  /** Returns what a method without parameters returns. */
  static Object value(Object owner, String method) {
    try {
      Method accessor = owner.getClass().getDeclaredMethod(method);
      accessor.setAccessible(true);
      return accessor.invoke(owner);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "%s is not built as it was in Iceberg 1.11".formatted(owner.getClass()), e);
    }
  }
}
