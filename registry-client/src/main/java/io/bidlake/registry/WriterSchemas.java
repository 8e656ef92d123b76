package io.bidlake.registry;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;

/**
 * Looks up the schemas of messages by id. Arbitrary bytes can contain any id, so the cost of
 * unknown ids is bounded: lookups of unknown ids may take only a share of the time. When that share
 * is used up, an id is looked up only if the registry lists it: the subjects of the schemas in use
 * are listed again and again, and the other subjects in turn, new ones first. Not thread-safe.
 */
public final class WriterSchemas {

  /** Lookups of unknown ids may take 1/SHARE of the time. */
  private static final long SHARE = 10;

  /** Listing may take 1/SHARE_OF_LISTS of the time; between listings the last result is used. */
  private static final long SHARE_OF_LISTS = 4;

  /** Maximum unused time that accumulates, in nanoseconds, for the ids that occur at startup. */
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
   * Returns the schema with an id.
   *
   * @param inUse ids of the schemas with which events of the same kind were written
   * @throws UnknownSchemaException as {@link SchemaRegistry#schema}, and if the id was not looked
   *     up
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
          "schema %d is in none of the listed subjects; too many unknown ids to look up each"
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
