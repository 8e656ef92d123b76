package io.bidlake.domain.reference;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.util.concurrent.UncheckedExecutionException;
import io.bidlake.settings.InvalidSettings;
import io.bidlake.settings.Settings;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reference data from a file, which is read again when it has changed. A file that is invalid when
 * the job starts makes it fail; later, the job continues with the previous data. Reading never
 * delays an event, except the first.
 *
 * <p>Serializable with a job graph. All tasks of a job in a process share the data.
 *
 * @param <D> the data; immutable
 */
public final class Reference<D> implements Serializable {

  private static final Logger LOG = LoggerFactory.getLogger(Reference.class);

  /** Data is dropped when no task uses it any more. */
  private static final Cache<Key, Shared<?>> SHARED =
      CacheBuilder.newBuilder().weakValues().build();

  /** A call costs about as much as a look-up, so that only one of these many looks at the clock. */
  private static final int CALLS_BETWEEN_CHECKS = 16;

  private final String name;
  private final String location;
  private final ReferenceFormat<D> format;
  private final ReferenceFiles files;
  private final Duration checkEvery;

  private transient Shared<D> shared;
  private transient int calls;

  private Reference(
      String name,
      String location,
      ReferenceFormat<D> format,
      ReferenceFiles files,
      Duration checkEvery) {
    this.name = name;
    this.location = location;
    this.format = format;
    this.files = files;
    this.checkEvery = checkEvery;
  }

  /**
   * Reads where the data comes from.
   *
   * @param key setting with the path or URI of the file; without it the packaged data is used
   * @param description what the file contains
   */
  public static <D> Reference<D> of(
      Settings settings, String key, String description, ReferenceFormat<D> format) {
    return new Reference<>(
        key,
        settings.optionalText(key, description).orElse(null),
        format,
        new LocalFiles(),
        settings.duration(
            "reference.check-every",
            Duration.ofMinutes(1),
            "How often to look whether a file of reference data has changed"));
  }

  /** Returns this reference with files that are read in another way. */
  public Reference<D> on(ReferenceFiles otherFiles) {
    return new Reference<>(name, location, format, otherFiles, checkEvery);
  }

  public String name() {
    return name;
  }

  /** Returns whether the data comes from a file, not from the jar. */
  public boolean isFromFile() {
    return location != null;
  }

  /**
   * Reads the data unless it has been read in this process.
   *
   * @throws InvalidSettings if the file cannot be read or is invalid
   */
  @SuppressWarnings("unchecked") // A name has one type of data.
  public void open() {
    if (shared != null) {
      return;
    }
    try {
      shared = (Shared<D>) SHARED.get(new Key(name, location), () -> new Shared<>(this));
    } catch (ExecutionException | UncheckedExecutionException e) {
      LOG.debug("{} {} cannot be read", name, location, e);
      throw new InvalidSettings(
          List.of("%s %s: %s".formatted(name, location, reasonOf(e.getCause()))));
    }
  }

  /** Returns the newest valid data. */
  public D current() {
    if (shared == null) {
      open();
    }
    if (location != null && ++calls % CALLS_BETWEEN_CHECKS == 0) {
      shared.checkIfDue();
    }
    return shared.loaded.data();
  }

  /**
   * Returns the newest valid data, for callers that ask so rarely that each call may look at the
   * clock.
   */
  public D currentOfRareCall() {
    open();
    if (location != null) {
      shared.checkIfDue();
    }
    return shared.loaded.data();
  }

  /** Returns when the file was modified that the data is from. */
  public Instant modified() {
    open();
    return shared.loaded.state().modified();
  }

  /** Returns how often a changed file could not be read or was invalid. */
  public long failedRefreshes() {
    open();
    return shared.failures.get();
  }

  private static String reasonOf(Throwable failure) {
    if (failure instanceof NoSuchFileException) {
      return "the file does not exist";
    }
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }

  private record Key(String name, String location) {}

  private record Loaded<D>(D data, ReferenceFiles.FileState state) {}

  /** The data in one process. */
  private static final class Shared<D> {

    private final Reference<D> reference;
    private final AtomicBoolean isChecking = new AtomicBoolean();
    private final AtomicLong failures = new AtomicLong();
    private volatile Loaded<D> loaded;
    private volatile long checkedAt = System.nanoTime();

    Shared(Reference<D> reference) throws IOException {
      this.reference = reference;
      this.loaded =
          reference.location == null
              ? new Loaded<>(
                  reference.format.packaged(), new ReferenceFiles.FileState(0, Instant.EPOCH))
              : load();
    }

    private Loaded<D> load() throws IOException {
      // In this order a file that is replaced meanwhile is read again at the next check.
      ReferenceFiles.FileState state = reference.files.state(reference.location);
      return new Loaded<>(reference.format.parse(reference.files.read(reference.location)), state);
    }

    /**
     * Looks in a thread of its own whether the file has changed, as an object store may take long
     * to answer.
     */
    void checkIfDue() {
      if (System.nanoTime() - checkedAt >= reference.checkEvery.toNanos()
          && isChecking.compareAndSet(false, true)) {
        Thread check = new Thread(this::check, "refresh-" + reference.name);
        check.setDaemon(true);
        check.start();
      }
    }

    private void check() {
      try {
        if (!reference.files.state(reference.location).equals(loaded.state())) {
          refresh();
        }
      } catch (IOException | RuntimeException e) {
        failures.incrementAndGet();
        LOG.warn(
            "{} {}: {}; the previous data, of {}, stays in use",
            reference.name,
            reference.location,
            reasonOf(e),
            loaded.state().modified());
      } finally {
        checkedAt = System.nanoTime();
        isChecking.set(false);
      }
    }

    private void refresh() throws IOException {
      Loaded<D> next = load();
      reference.format.requireSuccessor(loaded.data(), next.data(), Instant.now());
      loaded = next;
      LOG.info(
          "{} {}: using the data of {}",
          reference.name,
          reference.location,
          next.state().modified());
    }
  }
}
