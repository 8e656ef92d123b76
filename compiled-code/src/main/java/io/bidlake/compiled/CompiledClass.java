package io.bidlake.compiled;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.codehaus.commons.compiler.CompileException;
import org.codehaus.janino.SimpleCompiler;

/** Compiles Java source that is generated at run time for one schema or one table. */
public final class CompiledClass {

  /** Sources depend on the schemas that senders register. */
  private static final int MOST_KEPT = 64;

  /** The classes used last: the tasks of a job share them, and so do tasks that start again. */
  private static final Map<Source, Class<?>> KEPT =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Source, Class<?>> eldest) {
              return size() > MOST_KEPT;
            }
          });

  private record Source(String name, String text, Class<?> type) {}

  private CompiledClass() {}

  /**
   * Compiles a class, unless it has been compiled before, and returns a new instance of it.
   *
   * @param name name of the class in the source
   * @param type superclass of the class
   * @throws IllegalStateException if the source, which is in the message, cannot be compiled; this
   *     is a bug
   */
  public static <T> T instance(String name, String source, Class<T> type) {
    try {
      return KEPT.computeIfAbsent(new Source(name, source, type), CompiledClass::compiled)
          .asSubclass(type)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot create %s%n%s".formatted(name, source), e);
    }
  }

  private static Class<?> compiled(Source source) {
    try {
      SimpleCompiler compiler = new SimpleCompiler();
      compiler.setParentClassLoader(source.type().getClassLoader());
      compiler.cook(source.text());
      return compiler.getClassLoader().loadClass(source.name());
    } catch (CompileException | ClassNotFoundException e) {
      throw new IllegalStateException(
          "cannot compile %s: %s%n%s".formatted(source.name(), e, source.text()), e);
    }
  }
}
