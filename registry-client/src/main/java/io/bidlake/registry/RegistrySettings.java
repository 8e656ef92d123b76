package io.bidlake.registry;

import io.bidlake.settings.Settings;
import java.io.Serializable;
import java.net.URI;

/**
 * Address and credentials of the schema registry.
 *
 * @param url base URL of the Confluent REST API, without a trailing slash
 * @param user user for basic authentication; empty for none
 * @param password password for basic authentication
 * @param trustStore PKCS12 or JKS trust store file; empty for the default of the JVM
 * @param trustStorePassword password of the trust store
 */
public record RegistrySettings(
    String url, String user, String password, String trustStore, String trustStorePassword)
    implements Serializable {

  private static final String URL = "schema-registry.url";

  public static RegistrySettings read(Settings settings) {
    String url =
        settings.text(
            URL,
            "http://localhost:8082/apis/ccompat/v7",
            "Schema registry: base URL of Confluent's REST API (Apicurio: .../apis/ccompat/v7)");
    if (url.contains("@")) {
      settings.reject(
          "%s must not hold a login: use schema-registry.user and schema-registry.password"
              .formatted(URL));
    } else if (!isHttp(url)) {
      settings.reject("%s must be an http or https URL, was '%s'".formatted(URL, url));
    }
    return new RegistrySettings(
        url.replaceAll("/+$", ""),
        settings.text("schema-registry.user", "", "User for basic authentication at the registry"),
        settings.text(
            "schema-registry.password", "", "Password for basic authentication at the registry"),
        settings.text(
            "schema-registry.trust-store", "", "Trust store file, for a private certificate"),
        settings.text("schema-registry.trust-store-password", "", "Password of the trust store"));
  }

  private static boolean isHttp(String url) {
    try {
      URI uri = URI.create(url);
      return uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return url;
  }
}
