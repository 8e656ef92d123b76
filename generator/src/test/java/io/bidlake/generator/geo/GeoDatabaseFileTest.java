package io.bidlake.generator.geo;

import static org.assertj.core.api.Assertions.assertThat;

import com.maxmind.db.Reader;
import io.bidlake.generator.place.Country;
import io.bidlake.generator.pool.Dice;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GeoDatabaseFileTest {

  private static final int ADDRESSES = 2_000;

  private final Dice dice = new Dice(1);

  @Test
  void isMadeFromTheTablesOfPlaces() throws IOException {
    byte[] made = PlacesOfAddresses.content();
    if (Boolean.getBoolean("update.docs")) {
      Files.write(Path.of("src/main/resources/io/bidlake/generator/geo/places.mmdb"), made);
      return;
    }
    assertThat(GeoDatabaseFile.content())
        .as("the file; after a change of the tables, -Dupdate.docs=true writes it")
        .isEqualTo(made);
  }

  /** Rows name the version that they were made with: a file that is written again is the same. */
  @Test
  void isOfOneVersionWheneverItIsWritten() throws IOException {
    Reader reader = new Reader(new ByteArrayInputStream(GeoDatabaseFile.content()));

    assertThat(reader.getMetadata().buildTime()).isEqualTo("2026-02-03T00:00:00Z");
  }

  @Test
  void knowsTheAddressesOfTheGenerator() throws IOException {
    Reader reader = new Reader(new ByteArrayInputStream(GeoDatabaseFile.content()));
    int moved = 0;
    for (Country country : Country.all().items()) {
      for (int i = 0; i < ADDRESSES; i++) {
        String address =
            (i % 2 == 0 ? country.addresses().v4(dice) : country.addresses().v6(dice)).toString();
        Map<?, ?> place = reader.get(InetAddress.getByName(address), Map.class);
        assertThat(place).as(address).isNotNull();
        String code = ((Map<?, ?>) place.get("country")).get("iso_code").toString();
        String alpha3 = new Locale.Builder().setRegion(code).build().getISO3Country();
        moved += alpha3.equals(country.code().toString()) ? 0 : 1;
        assertThat(place.get("city")).isNotNull();
        assertThat(place.get("subdivisions")).isNotNull();
        assertThat(place.get("location")).isNotNull();
        assertThat(place.get("traits")).isNotNull();
      }
    }
    double addresses = ADDRESSES * Country.all().items().size();
    assertThat(moved / addresses).isBetween(0.0005, 0.02);
  }
}
