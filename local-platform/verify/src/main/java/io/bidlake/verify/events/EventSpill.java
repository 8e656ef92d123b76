package io.bidlake.verify.events;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.bidlake.model.Topic;
import io.bidlake.verify.base.CannotVerifyException;
import io.bidlake.verify.store.Store;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Keeps events and rows of {@code late_events} on disk as JSON, so that only those of one request
 * are in memory. Thread-safe for adding.
 */
public final class EventSpill {

  /** The memory per event, including its share of the maps. */
  private static final long BYTES_PER_ENTRY = 800;

  private final Store store;
  private final ObjectMapper json;
  private final long mostEntries;

  /**
   * @param topics the topics of the events
   */
  public EventSpill(Store store, Collection<Topic<?>> topics) {
    this(store, topics, Runtime.getRuntime().maxMemory() / 2 / BYTES_PER_ENTRY);
  }

  /**
   * @param mostEntries the maximum number of entries of a request that fit into memory
   */
  EventSpill(Store store, Collection<Topic<?>> topics, long mostEntries) {
    this.store = store;
    this.mostEntries = mostEntries;
    this.json =
        new ObjectMapper()
            .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
            .setVisibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
            .registerModule(byName(topics));
    store.run("CREATE TABLE events (request VARCHAR, uncounted BOOLEAN, entry VARCHAR)");
  }

  public void add(Event event) {
    add(event.requestId(), false, event);
  }

  public void add(UncountedEvent row) {
    add(row.requestId(), true, row);
  }

  private void add(String requestId, boolean isUncounted, Object entry) {
    try {
      String text = json.writeValueAsString(entry);
      store.into("events").add(row -> row.append(requestId).append(isUncounted).append(text));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Passes on one request after the other. Nothing can be added after this. */
  public void read(Consumer<RequestGroup> requests) {
    store.each(
        "SELECT request, count(*) AS entries FROM events GROUP BY request HAVING entries > "
            + mostEntries,
        row -> {
          throw new CannotVerifyException(
              "not enough memory for the windowed tables: %,d events of request '%s', %,d fit;"
                      .formatted(row.getLong(2), row.getString(1), mostEntries)
                  + " give Java more (-Xmx)");
        });
    RequestGroup[] current = {new RequestGroup("")};
    store.each(
        "SELECT request, uncounted, entry FROM events ORDER BY request",
        row -> {
          String requestId = row.getString(1);
          if (!requestId.equals(current[0].requestId())) {
            requests.accept(current[0]);
            current[0] = new RequestGroup(requestId);
          }
          add(row.getString(3), row.getBoolean(2), current[0]);
        });
    requests.accept(current[0]);
  }

  private void add(String entry, boolean isUncounted, RequestGroup group) {
    try {
      if (isUncounted) {
        group.add(json.readValue(entry, UncountedEvent.class));
      } else {
        group.add(json.readValue(entry, Event.class));
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes a topic as its name. */
  private static SimpleModule byName(Collection<Topic<?>> topics) {
    Map<String, Topic<?>> byName =
        topics.stream().collect(Collectors.toMap(Topic::name, Function.identity()));
    return new SimpleModule()
        .addSerializer(Topic.class, ToStringSerializer.instance)
        .addDeserializer(
            Topic.class,
            new FromStringDeserializer<>(Topic.class) {
              @Override
              protected Topic<?> _deserialize(String name, DeserializationContext unused) {
                return byName.get(name);
              }
            });
  }
}
