package io.bidlake.generator.place;

import io.bidlake.generator.pool.DataFile;
import io.bidlake.generator.pool.Text;
import io.bidlake.generator.pool.Weighted;
import java.util.List;
import org.apache.avro.util.Utf8;

/**
 * A city.
 *
 * @param region two letters in the USA, otherwise ISO 3166-2
 * @param latitude degrees, south is negative
 * @param longitude degrees, west is negative
 * @param utcOffset minutes from UTC in standard time; daylight saving time is ignored, because its
 *     rules depend on the JDK's time zone data
 * @param metro Google metro code, null outside the USA
 */
public record City(
    Utf8 region,
    Utf8 name,
    double latitude,
    double longitude,
    Integer utcOffset,
    Utf8 zip,
    Utf8 metro) {

  static Weighted<City> of(List<DataFile.Row> rows) {
    Weighted.Builder<City> cities = new Weighted.Builder<>();
    for (DataFile.Row row : rows) {
      cities.add(
          new City(
              new Utf8(row.text(2)),
              new Utf8(row.text(3)),
              row.decimal(4),
              row.decimal(5),
              row.integer(6),
              new Utf8(row.text(7)),
              Text.of(row.text(8))),
          row.decimal(1));
    }
    return cities.build();
  }
}
