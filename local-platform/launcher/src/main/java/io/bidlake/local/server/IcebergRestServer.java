package io.bidlake.local.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.rest.RESTCatalogAdapter;
import org.apache.iceberg.rest.RESTCatalogServlet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Main class of the Iceberg REST catalog: Iceberg's reference servlet over a JDBC catalog in a
 * SQLite file.
 */
public final class IcebergRestServer {
  private static final Logger LOG = LoggerFactory.getLogger(IcebergRestServer.class);
  private static final int THREADS = 16;

  private IcebergRestServer() {}

  public static void main(String[] args) throws Exception {
    ServerProperties settings = ServerProperties.read(args);
    Path database = Path.of(settings.text("database"));
    Files.createDirectories(database.toAbsolutePath().getParent());

    JdbcCatalog catalog = new JdbcCatalog();
    catalog.initialize("bidlake", catalogProperties(settings, database));
    createNamespace(catalog, Namespace.of(settings.text("namespace").split("\\.")));

    Server server = new Server(new QueuedThreadPool(THREADS));
    ServerConnector connector =
        new ServerConnector(server, new HttpConnectionFactory(new HttpConfiguration()));
    connector.setHost("127.0.0.1");
    connector.setPort(settings.port("port"));
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(
        new ServletHolder(new RESTCatalogServlet(new RESTCatalogAdapter(catalog))), "/*");
    server.setHandler(context);
    server.setStopAtShutdown(true);
    server.start();
    LOG.info("Iceberg REST catalog serves {} on port {}", database, connector.getLocalPort());
    server.join();
    catalog.close();
  }

  /**
   * Creates the namespace before any job needs it. Jobs that create it concurrently fail, all but
   * one, and not with an AlreadyExistsException.
   */
  private static void createNamespace(JdbcCatalog catalog, Namespace namespace) {
    if (!catalog.namespaceExists(namespace)) {
      catalog.createNamespace(namespace);
    }
  }

  /** Keys that start with {@code catalog.} go to Iceberg as they are. */
  private static Map<String, String> catalogProperties(ServerProperties settings, Path database) {
    Map<String, String> properties = new TreeMap<>();
    properties.put("uri", "jdbc:sqlite:" + database);
    // SQLite allows one writer at a time; a second connection would fail with "database is locked".
    properties.put("clients", "1");
    properties.put("jdbc.schema-version", "V1");
    String prefix = "catalog.";
    for (String key : settings.values().stringPropertyNames()) {
      if (key.startsWith(prefix)) {
        properties.put(key.substring(prefix.length()), settings.text(key));
      }
    }
    return properties;
  }
}
