package io.bidlake.landing.topics;

import io.bidlake.domain.reference.Reference;
import io.bidlake.landing.rules.Rules;
import io.bidlake.landing.table.TablesLocation;
import io.bidlake.runtime.lake.SettingsCatalogLoader;
import io.bidlake.tables.LandingProperties;
import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.connector.kafka.source.enumerator.subscriber.KafkaSubscriber;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Subscribes to the topics whose names match a pattern, as far as they are {@linkplain Admission
 * admitted}. Flink asks again and again, so that new topics are found while the job runs. When
 * Kafka or the catalog does not answer, the topics stay as they are.
 */
final class MatchingTopics implements KafkaSubscriber {

  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(MatchingTopics.class);

  /** Prefix of topics that Kafka's own programs use. */
  private static final String INTERNAL = "__";

  private final String pattern;
  private final TablesLocation location;
  private final Reference<Rules> rules;

  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();

  private transient Admission admission;
  private transient Set<TopicPartition> last;
  private transient Map<String, String> reported;

  MatchingTopics(Pattern pattern, TablesLocation location, Reference<Rules> rules) {
    this.pattern = pattern.pattern();
    this.location = location;
    this.rules = rules;
  }

  /** Returns how many topics wait, as too many are new. */
  int waiting() {
    return waiting.get();
  }

  /** Returns how many topics are not read because their tables are those of others. */
  int refused() {
    return refused.get();
  }

  @Override
  public Set<TopicPartition> getSubscribedTopicPartitions(AdminClient kafka) {
    if (admission == null) {
      admission = new Admission(location.limits().tablesPerHour(), Clock.systemUTC());
      reported = Map.of();
    }
    try {
      last = partitions(admitted(matching(kafka)), kafka);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while topics were looked for", e);
    } catch (ExecutionException | RuntimeException e) {
      if (last == null) {
        throw new IllegalStateException("cannot look for topics like " + pattern, e);
      }
      LOG.warn("Cannot look for new topics like {}", pattern, e);
    }
    return last;
  }

  private Set<String> matching(AdminClient kafka) throws InterruptedException, ExecutionException {
    Pattern compiled = Pattern.compile(pattern);
    return kafka.listTopics().names().get().stream()
        .filter(topic -> compiled.matcher(topic).matches() && !topic.startsWith(INTERNAL))
        .collect(Collectors.toSet());
  }

  private Set<String> admitted(Set<String> topics) {
    try (TablesInCatalog tables = new TablesInCatalog(location)) {
      Set<String> admitted = admission.admit(topics, rules.currentOfRareCall(), tables::topicOf);
      waiting.set(admission.waiting());
      refused.set(admission.refused().size());
      if (!admission.refused().equals(reported)) {
        reported = admission.refused();
        LOG.warn("Topics that are not read until a rule names another table: {}", reported);
      }
      return admitted;
    }
  }

  private static Set<TopicPartition> partitions(Set<String> topics, AdminClient kafka)
      throws InterruptedException, ExecutionException {
    Set<TopicPartition> partitions = new HashSet<>();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
        kafka.describeTopics(topics).topicNameValues().entrySet()) {
      try {
        for (TopicPartitionInfo partition : topic.getValue().get().partitions()) {
          partitions.add(new TopicPartition(topic.getKey(), partition.partition()));
        }
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
        LOG.info("Topic {} was deleted", topic.getKey(), e);
      }
    }
    return partitions;
  }

  /** Looks up tables; connects to the catalog only if there is a question. */
  private static final class TablesInCatalog implements AutoCloseable {
    private final TablesLocation location;
    private Catalog catalog;

    TablesInCatalog(TablesLocation location) {
      this.location = location;
    }

    Optional<String> topicOf(String table) {
      if (catalog == null) {
        catalog = new SettingsCatalogLoader(location.catalog()).loadCatalog();
      }
      try {
        return Optional.of(
            catalog
                .loadTable(location.table(table))
                .properties()
                .getOrDefault(LandingProperties.TOPIC, ""));
      } catch (NoSuchTableException e) {
        return Optional.empty();
      }
    }

    @Override
    public void close() {
      if (catalog instanceof Closeable closeable) {
        try {
          closeable.close();
        } catch (IOException e) {
          LOG.debug("Cannot close the catalog", e);
        }
      }
    }
  }
}
