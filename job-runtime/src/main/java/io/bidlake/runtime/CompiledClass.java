package io.bidlake.runtime;

import org.codehaus.commons.compiler.CompileException;
import org.codehaus.janino.SimpleCompiler;

/** Compiles code that is written for one schema or one table, on the machine that runs it. */
public final class CompiledClass {

  private CompiledClass() {}

  /**
   * A new object of a class.
   *
   * @param name name of the class in the source
   * @param type what the class extends
   * @throws IllegalStateException with the source, if it cannot be compiled: a bug
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
