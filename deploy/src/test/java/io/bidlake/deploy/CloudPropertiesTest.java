package io.bidlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.aws.AwsClientProperties;
import org.apache.iceberg.aws.AwsProperties;
import org.apache.iceberg.aws.glue.GlueCatalog;
import org.apache.iceberg.aws.s3.S3FileIOProperties;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.gcp.GCPProperties;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.rest.auth.AuthManager;
import org.apache.iceberg.rest.auth.AuthManagers;
import org.apache.iceberg.rest.auth.AuthProperties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the jobs hand on unread is what Iceberg and Kafka read. */
class CloudPropertiesTest {

  private static final Set<Class<?>> ICEBERG =
      Set.of(
          CatalogUtil.class,
          CatalogProperties.class,
          AwsProperties.class,
          AwsClientProperties.class,
          S3FileIOProperties.class,
          GCPProperties.class,
          AuthProperties.class);

  /** What Iceberg reads of a REST catalog without a public name for it. */
  private static final Set<String> UNNAMED =
      Set.of("rest-metrics-reporting-enabled", "header.x-goog-user-project");

  static Stream<Properties> blocks() {
    return CloudPage.all().flatMap(page -> page.settings().stream());
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void namesCatalogPropertiesThatIcebergKnows(Properties block) {
    Set<String> known =
        ICEBERG.stream().flatMap(CloudPropertiesTest::texts).collect(Collectors.toSet());
    known.addAll(UNNAMED);

    assertThat(known).containsAll(below("catalog.", block).keySet());
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void namesPropertiesThatKafkasClientKnows(Properties block) {
    Set<String> kafka = new TreeSet<>(below("kafka.", block).keySet());
    kafka.remove("bootstrap-servers");

    assertThat(ConsumerConfig.configNames()).containsAll(kafka);
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void namesAFileIoOfIcebergs(Properties block) throws ClassNotFoundException {
    String name = below("catalog.", block).get(CatalogProperties.FILE_IO_IMPL);
    if (name != null) {
      assertThat(FileIO.class).isAssignableFrom(Class.forName(name));
    }
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void namesAWayToSignInThatIcebergHas(Properties block) {
    Map<String, String> catalog = below("catalog.", block);
    if (catalog.containsKey(AuthProperties.AUTH_TYPE)) {
      try (AuthManager manager = AuthManagers.loadAuthManager("test", catalog)) {
        assertThat(manager.getClass().getName()).containsAnyOf("SigV4", "Google");
      }
    }
  }

  @Test
  void buildsTheGlueCatalogAsThePageSaysIt() throws IOException {
    Map<String, String> glue =
        below("catalog.", CloudPage.properties(new CloudPage("aws").blocks("properties").get(0)));

    Catalog catalog = CatalogUtil.buildIcebergCatalog("lake", glue, null);
    try (GlueCatalog closed = (GlueCatalog) catalog) {
      assertThat(closed.name()).isEqualTo("lake");
    }
  }

  @Test
  void startsAKafkaClientAsThePageOnAwsSaysIt() {
    Map<String, Object> client =
        new CloudPage("aws")
            .settings().stream()
                .map(block -> below("kafka.", block))
                .filter(it -> it.containsKey("sasl.mechanism"))
                .map(HashMap<String, Object>::new)
                .findFirst()
                .orElseThrow();
    client.remove("bootstrap-servers");
    client.put("bootstrap.servers", "127.0.0.1:1");

    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      assertThat(consumer.assignment()).isEmpty();
    }
  }

  private static Map<String, String> below(String prefix, Properties block) {
    return block.stringPropertyNames().stream()
        .filter(key -> key.startsWith(prefix))
        .collect(Collectors.toMap(key -> key.substring(prefix.length()), block::getProperty));
  }

  /** The values of the public constants of a class. */
  private static Stream<String> texts(Class<?> type) {
    return Stream.of(type.getDeclaredFields())
        .filter(it -> Modifier.isStatic(it.getModifiers()) && Modifier.isPublic(it.getModifiers()))
        .filter(it -> it.getType() == String.class)
        .map(CloudPropertiesTest::text);
  }

  private static String text(Field constant) {
    try {
      return Objects.requireNonNullElse((String) constant.get(null), "");
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
