package io.bidlake.domain;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.util.Utf8;

/** The countries, by which tables are partitioned: no sender adds one. */
public final class Countries {

  private static final String CODES = "countries.csv";
  private static final Map<Utf8, Utf8> ALPHA_3 = read();

  private Countries() {}

  private static Map<Utf8, Utf8> read() {
    Map<Utf8, Utf8> codes = new HashMap<>();
    try (InputStream in = Countries.class.getResourceAsStream(CODES);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(","))
          .forEach(
              pair -> {
                Utf8 alpha3 = new Utf8(pair[1]);
                codes.put(new Utf8(pair[0]), alpha3);
                codes.put(alpha3, alpha3);
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return codes;
  }

  /**
   * The alpha-3 code that a text stands for: OpenRTB asks for that one, and senders also write the
   * alpha-2 code, in lower case, or with blanks around. Null for any other text.
   */
  public static Utf8 alpha3(Utf8 text) {
    if (text == null) {
      return null;
    }
    Utf8 code = ALPHA_3.get(text);
    return code == null ? ALPHA_3.get(SenderText.code(text)) : code;
  }
}
