package io.bidlake.compiled;

import org.codehaus.commons.compiler.CompileException;
import org.codehaus.janino.SimpleCompiler;

/** Compiles Java source that is generated at run time for one schema or one table. */
public final class CompiledClass {

  private CompiledClass() {}

  /**
   * Compiles a class and returns a new instance of it.
   *
   * @param name name of the class in the source
   * @param type superclass of the class
   * @throws IllegalStateException if the source, which is in the message, cannot be compiled; this
   *     is a bug
   */
  public static <T> T instance(String name, String source, Class<T> type) {
    try {
      SimpleCompiler compiler = new SimpleCompiler();
      compiler.setParentClassLoader(type.getClassLoader());
      compiler.cook(source);
      return compiler
          .getClassLoader()
          .loadClass(name)
          .asSubclass(type)
          .getDeclaredConstructor()
          .newInstance();
    } catch (CompileException | ReflectiveOperationException e) {
      throw new IllegalStateException("cannot compile %s: %s%n%s".formatted(name, e, source), e);
    }
  }
}
