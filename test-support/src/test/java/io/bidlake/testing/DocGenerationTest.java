package io.bidlake.testing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocGenerationTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\n<!-- generated: x -->\n1\n  2\n<!-- end of generated: x -->\nb\n",
        "a:\n    # generated: x\n    1\n      2\n    # end of generated: x\n",
        "SELECT\n  -- generated: x\n  1\n    2\n  -- end of generated: x\n"
      })
  void holdsAPartInTheCommentsOfItsFile(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), text);

    assertThatCode(() -> GeneratedDoc.hold(file, "x", "1\n  2\n")).doesNotThrowAnyException();
    assertThatThrownBy(() -> GeneratedDoc.hold(file, "x", "1\n2\n"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("update.docs");
    assertThatThrownBy(() -> GeneratedDoc.hold(file, "y", ""))
        .hasMessageEndingWith("has no line with the comment 'generated: y'");
  }

  @Test
  void holdsLinesOfAFileWithoutComments() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "{\n  \"id:a\",\n  \"id:b\"\n}\n");
    Pattern line = Pattern.compile("\"id:[^\"]*\"");

    assertThatCode(() -> GeneratedDoc.holdLines(file, line, List.of("\"id:a\"", "\"id:b\"")))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> GeneratedDoc.holdLines(file, line, List.of("\"id:a\"")))
        .isInstanceOf(AssertionError.class);
  }
}
