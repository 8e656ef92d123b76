package io.bidlake.domain.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.bidlake.settings.InvalidSettings;
import io.bidlake.settings.Settings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceTest {

  /** A file that contains a number; the number must not fall. */
  private static final class Numbers implements ReferenceFormat<Integer> {

    @Override
    public Integer parse(byte[] content) {
      String text = new String(content, StandardCharsets.UTF_8);
      try {
        return Integer.valueOf(text);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("must be a number, was '%s'".formatted(text), e);
      }
    }

    @Override
    public Integer packaged() {
      return 0;
    }

    @Override
    public void requireSuccessor(Integer current, Integer next, Instant now) {
      if (next < current) {
        throw new IllegalArgumentException("%d after %d".formatted(next, current));
      }
    }
  }

  @TempDir Path folder;

  private int written;

  @Test
  void isThePackagedDataWithoutAFile() {
    Reference<Integer> reference =
        Reference.of(Settings.of(List.of(), Map.of()), "numbers", "a number", new Numbers());

    assertThat(reference.current()).isZero();
    assertThat(reference.isFromFile()).isFalse();
  }

  @Test
  void changesToANewFile() throws IOException {
    write("1");
    Reference<Integer> reference = reference();
    assertThat(reference.current()).isEqualTo(1);

    write("2");

    await().until(() -> reference.current() == 2);
    assertThat(reference.failedRefreshes()).isZero();
    assertThat(reference.modified()).isEqualTo(Files.getLastModifiedTime(file()).toInstant());
  }

  @Test
  void looksAtEachRareCallWhetherTheFileHasChanged() throws Exception {
    write("1");
    CountDownLatch asked = new CountDownLatch(1);
    SlowFiles.atSecondQuestion = asked::countDown;
    Reference<Integer> reference = reference().on(new SlowFiles());
    assertThat(reference.currentOfRareCall()).isEqualTo(1);

    long opened = System.nanoTime();
    await().until(() -> System.nanoTime() - opened > 1_000_000); // As often as is looked.
    reference.currentOfRareCall();

    assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void keepsTheDataWhenTheNewFileIsInvalidAndTakesTheNextValidOne() throws IOException {
    write("1");
    Reference<Integer> reference = reference();
    reference.open();

    write("x");
    await().until(() -> reference.current() == 1 && reference.failedRefreshes() > 0);
    Files.delete(file());
    long failures = reference.failedRefreshes();
    await().until(() -> reference.current() == 1 && reference.failedRefreshes() > failures);
    write("3");

    await().until(() -> reference.current() == 3);
  }

  @Test
  void keepsTheDataWhenTheFormatRefusesTheChange() throws IOException {
    write("2");
    Reference<Integer> reference = reference();
    reference.open();

    write("1");

    await().until(() -> reference.current() == 2 && reference.failedRefreshes() > 0);
  }

  @Test
  void doesNotWaitForAFileThatIsReadAgain() throws Exception {
    write("1");
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    SlowFiles.atSecondQuestion =
        () -> {
          asked.countDown();
          answer.await();
        };
    Reference<Integer> reference = reference().on(new SlowFiles());
    reference.open();

    write("2");
    await().until(() -> reference.current() == 1 && asked.getCount() == 0);
    assertThat(reference.current()).isEqualTo(1);
    answer.countDown();

    await().until(() -> reference.current() == 2);
  }

  @Test
  void refusesToStartWithAnInvalidFile() throws IOException {
    write("x");
    Reference<Integer> reference = reference();

    assertThatThrownBy(reference::open)
        .isInstanceOf(InvalidSettings.class)
        .hasMessage("numbers %s: must be a number, was 'x'".formatted(file()));
  }

  @Test
  void refusesToStartWithoutItsFile() {
    Reference<Integer> reference = reference();

    assertThatThrownBy(reference::open)
        .isInstanceOf(InvalidSettings.class)
        .hasMessage("numbers %s: the file does not exist".formatted(file()));
  }

  @Test
  void isSharedByTheTasksOfAProcess() throws Exception {
    write("1");
    Reference<Integer> first = copy(reference());
    Reference<Integer> second = copy(reference());
    assertThat(first.current()).isSameAs(second.current());

    write("2000");
    await().until(() -> first.current() == 2000);

    assertThat(second.current()).isSameAs(first.current());
  }

  private Path file() {
    return folder.resolve("numbers.txt");
  }

  /** Replaces the file as a whole; each file has a time of its own. */
  private void write(String text) throws IOException {
    Path next = Files.writeString(folder.resolve("next.txt"), text);
    Files.setLastModifiedTime(next, FileTime.fromMillis(1_000L * ++written));
    Files.move(next, file(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  private Reference<Integer> reference() {
    return Reference.of(
        Settings.of(
            List.of("--numbers", file().toString(), "--reference.check-every", "1ms"), Map.of()),
        "numbers",
        "a number",
        new Numbers());
  }

  @SuppressWarnings("unchecked")
  private static <D> Reference<D> copy(Reference<D> reference)
      throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(reference);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (Reference<D>) in.readObject();
    }
  }

  /** Files of the machine that answer late from the second question on. */
  private static final class SlowFiles implements ReferenceFiles {

    /** Waits. */
    @FunctionalInterface
    private interface Wait {
      void run() throws InterruptedException;
    }

    private static Wait atSecondQuestion;

    private final LocalFiles files = new LocalFiles();
    private boolean isFirst = true;

    @Override
    public FileState state(String location) throws IOException {
      if (!isFirst) {
        try {
          atSecondQuestion.run();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
      isFirst = false;
      return files.state(location);
    }

    @Override
    public byte[] read(String location) throws IOException {
      return files.read(location);
    }
  }
}
