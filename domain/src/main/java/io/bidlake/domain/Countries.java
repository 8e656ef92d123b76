package io.bidlake.domain;

import io.bidlake.domain.reference.PackagedFile;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.util.Utf8;

/**
 * The country codes of ISO 3166-1. Tables are partitioned by country, so the list is fixed and a
 * sender cannot add a value.
 */
public final class Countries {

  private static final PackagedFile CODES = new PackagedFile(Countries.class, "countries.csv");
  private static final Map<Utf8, Utf8> ALPHA_3 = read();

  private Countries() {}

  private static Map<Utf8, Utf8> read() {
    Map<Utf8, Utf8> codes = new HashMap<>();
    new String(CODES.content(), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split(","))
        .forEach(
            pair -> {
              Utf8 alpha3 = new Utf8(pair[1]);
              codes.put(new Utf8(pair[0]), alpha3);
              codes.put(alpha3, alpha3);
            });
    return codes;
  }

  /**
   * Returns the alpha-3 code of a country. OpenRTB specifies the alpha-3 code; the alpha-2 code,
   * lower case and surrounding blanks are accepted too. Returns null for any other text.
   */
  public static Utf8 alpha3(Utf8 text) {
    if (text == null) {
      return null;
    }
    Utf8 code = ALPHA_3.get(text);
    return code == null ? ALPHA_3.get(SenderText.code(text)) : code;
  }
}
