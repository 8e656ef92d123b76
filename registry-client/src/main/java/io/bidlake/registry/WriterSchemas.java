package io.bidlake.registry;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;

/**
 * Schemas by the ids that stand in messages. Ids come out of arbitrary bytes, so what they cost is
 * bounded: the registry is asked for a share of the time, whatever ids come. When that is used up,
 * an id is asked for only if the registry lists it: the subjects of the schemas in use are listed
 * anew all the time, new ones and then all others in turn. Not thread-safe.
 */
public final class WriterSchemas {

  /** One part in so many of the time is for single ids that turn out to be unknown. */
  private static final long SHARE = 10;

  /** One part in so many is for lists: one is believed for the rest. */
  private static final long SHARE_OF_LISTS = 4;

  /** How much of its time may be saved up, for the ids that are there at a start. */
  private static final long MOST_SAVED = Duration.ofSeconds(1).toNanos();

  private static final long UNKNOWN_FOR = Duration.ofSeconds(5).toNanos();
  private static final int MOST_UNKNOWN_IDS = 10_000;

  private final SchemaRegistry registry;
  private final LongSupplier clock;
  private final Map<Integer, Long> unknownSince =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Long> eldest) {
          return size() > MOST_UNKNOWN_IDS;
        }
      };

  private long saved = MOST_SAVED;
  private long savedAt;
  private Set<Integer> listed = Set.of();
  private long listAgainAt = Long.MIN_VALUE;

  public WriterSchemas(RegistrySettings settings) {
    this(new SchemaRegistry(settings), System::nanoTime);
  }

  WriterSchemas(SchemaRegistry registry, LongSupplier clock) {
    this.registry = registry;
    this.clock = clock;
    this.savedAt = clock.getAsLong();
  }

  /**
   * The schema of an id.
   *
   * @param inUse ids of the schemas that events of the same kind were written with
   * @throws UnknownSchemaException as {@link SchemaRegistry#schema}, and if it was not asked for
   */
  public Schema schema(int id, Set<Integer> inUse) throws UnknownSchemaException {
    long now = clock.getAsLong();
    Long since = unknownSince.get(id);
    if (since != null && now - since < UNKNOWN_FOR) {
      throw new UnknownSchemaException("the registry has no schema with id " + id);
    }
    saved = Math.min(MOST_SAVED, saved + (now - savedAt) / SHARE);
    savedAt = now;
    if (saved <= 0 && !isListed(id, inUse)) {
      throw new UnknownSchemaException(
          "schema %d is in no subject that was listed; too many unknown ids to ask for each"
              .formatted(id));
    }
    long start = clock.getAsLong();
    try {
      return registry.schema(id);
    } catch (UnknownSchemaException e) {
      long end = clock.getAsLong();
      unknownSince.put(id, end);
      saved -= end - start;
      throw e;
    }
  }

  private boolean isListed(int id, Set<Integer> inUse) {
    long start = clock.getAsLong();
    if (start >= listAgainAt) {
      listed = registry.idsBeside(inUse);
      long end = clock.getAsLong();
      listAgainAt = end + (end - start) * (SHARE_OF_LISTS - 1);
    }
    return listed.contains(id);
  }
}
