package io.bidlake.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class CompiledClassTest {

  @Test
  void returnsAnotherInstanceOfTheSameClassForTheSameSource() {
    Supplier<?> first = answering("once");
    Supplier<?> second = answering("once");

    assertThat(second).isNotSameAs(first).hasSameClassAs(first);
    assertThat(second.get()).isEqualTo("once");
  }

  @Test
  void keepsOnlyTheClassesThatWereUsedLast() {
    Supplier<?> first = answering("first");
    Set<Class<?>> others = new HashSet<>();
    for (int i = 0; i < 64; i++) {
      others.add(answering("other " + i).getClass());
    }

    assertThat(others).hasSize(64).doesNotContain(first.getClass());
    assertThat(answering("other 63").getClass()).isIn(others);
    assertThat(answering("first").getClass()).isNotEqualTo(first.getClass());
    assertThat(first.get()).isEqualTo("first");
  }

  @Test
  void namesTheSourceThatCannotBeCompiled() {
    assertThatThrownBy(() -> CompiledClass.instance("Wrong", "class Wrong {", Supplier.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("class Wrong {");
  }

  private static Supplier<?> answering(String answer) {
    String source =
        """
        public final class Answer implements java.util.function.Supplier {
          public Object get() {
            return "%s";
          }
        }
        """
            .formatted(answer);
    return CompiledClass.instance("Answer", source, Supplier.class);
  }
}
