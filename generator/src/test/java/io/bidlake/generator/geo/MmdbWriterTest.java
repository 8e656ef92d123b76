package io.bidlake.generator.geo;

import static org.assertj.core.api.Assertions.assertThat;

import com.maxmind.db.Reader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reads with MaxMind's own reader. */
class MmdbWriterTest {

  private static final Instant BUILT = Instant.parse("2026-02-03T12:00:00Z");

  private final MmdbWriter writer = new MmdbWriter();

  @Test
  void writesNetworksOfBothVersions() throws IOException {
    writer.add(address("192.0.2.0"), 24, Map.of("name", "four"));
    writer.add(address("2001:db8::"), 32, Map.of("name", "six"));

    Reader reader = reader();

    assertThat(find(reader, "192.0.2.0")).isEqualTo(Map.of("name", "four"));
    assertThat(find(reader, "192.0.2.255")).isEqualTo(Map.of("name", "four"));
    assertThat(find(reader, "192.0.3.0")).isNull();
    assertThat(find(reader, "192.0.1.255")).isNull();
    assertThat(find(reader, "2001:db8::1")).isEqualTo(Map.of("name", "six"));
    assertThat(find(reader, "2001:db8:ffff::")).isEqualTo(Map.of("name", "six"));
    assertThat(find(reader, "2001:db9::")).isNull();
  }

  @Test
  void replacesAPartOfANetwork() throws IOException {
    writer.add(address("10.0.0.0"), 8, Map.of("name", "large"));
    writer.add(address("10.1.2.0"), 24, Map.of("name", "small"));

    Reader reader = reader();

    assertThat(find(reader, "10.1.1.255")).isEqualTo(Map.of("name", "large"));
    assertThat(find(reader, "10.1.2.3")).isEqualTo(Map.of("name", "small"));
    assertThat(find(reader, "10.1.3.0")).isEqualTo(Map.of("name", "large"));
    assertThat(find(reader, "10.255.255.255")).isEqualTo(Map.of("name", "large"));
  }

  @Test
  void writesValuesOfAllTypes() throws IOException {
    Map<String, Object> record =
        Map.of(
            "text",
            "Köln",
            "long text",
            "x".repeat(284),
            "longer text",
            "y".repeat(285),
            "number",
            501,
            "large number",
            70_000,
            "larger number",
            5_000_000_000L,
            "fraction",
            52.25,
            "list",
            List.of("a", "b"),
            "map",
            Map.of("en", "Cologne"));
    writer.add(address("192.0.2.0"), 32, record);

    Map<?, ?> found = find(reader(), "192.0.2.0");

    assertThat(found.get("text")).isEqualTo("Köln");
    assertThat(found.get("long text")).isEqualTo("x".repeat(284));
    assertThat(found.get("longer text")).isEqualTo("y".repeat(285));
    assertThat(found.get("number")).hasToString("501");
    assertThat(found.get("large number")).hasToString("70000");
    assertThat(found.get("larger number")).hasToString("5000000000");
    assertThat(found.get("fraction")).isEqualTo(52.25);
    assertThat(found.get("list")).isEqualTo(List.of("a", "b"));
    assertThat(found.get("map")).isEqualTo(Map.of("en", "Cologne"));
  }

  @Test
  void saysWhatItIsAndWhenItWasBuilt() throws IOException {
    Reader reader = reader();

    assertThat(reader.getMetadata().databaseType()).isEqualTo("Test-City");
    assertThat(reader.getMetadata().buildTime()).isEqualTo(BUILT);
    assertThat(find(reader, "192.0.2.1")).isNull();
  }

  private Reader reader() throws IOException {
    return new Reader(new ByteArrayInputStream(writer.toBytes("Test-City", BUILT)));
  }

  private static Map<?, ?> find(Reader reader, String address) throws IOException {
    return reader.get(address(address), Map.class);
  }

  private static InetAddress address(String text) throws IOException {
    return InetAddress.getByName(text);
  }
}
