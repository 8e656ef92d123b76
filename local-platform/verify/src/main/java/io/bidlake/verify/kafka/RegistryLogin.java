package io.bidlake.verify.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where the schema registry is and who asks.
 *
 * @param url base URL of Confluent's REST API
 * @param user user of basic authentication, empty for none
 * @param password password of that user
 */
public record RegistryLogin(String url, String user, String password) {

  String authorization() {
    byte[] login = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(login);
  }

  @Override
  public String toString() {
    return url;
  }
}
