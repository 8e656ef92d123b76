package io.bidlake.local.server;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** The settings file of a server: the only argument of its main method. */
record ServerProperties(Path file, Properties values) {

  static ServerProperties read(String[] args) throws IOException {
    if (args.length != 1) {
      throw new IllegalArgumentException(
          "expected one argument, the properties file, was " + args.length + " arguments");
    }
    Path file = Path.of(args[0]);
    Properties values = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      values.load(reader);
    }
    return new ServerProperties(file, values);
  }

  String text(String key) {
    String value = values.getProperty(key);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(file + ": " + key + " must be set, was missing");
    }
    return value;
  }

  int port(String key) {
    return Integer.parseInt(text(key));
  }
}
