package io.bidlake.local.server;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.rest.RESTCatalogAdapter;
import org.apache.iceberg.rest.RESTCatalogServlet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Main class of the Iceberg REST catalog: Iceberg's reference servlet over a JDBC catalog in a
 * SQLite file. Its arguments are {@code --properties} and the file with Iceberg's catalog
 * properties, {@code namespace} and {@code port}.
 */
public final class IcebergRestServer {
  private static final Logger LOG = LoggerFactory.getLogger(IcebergRestServer.class);
  private static final int THREADS = 16;

  private IcebergRestServer() {}

  public static void main(String[] args) throws Exception {
    Properties settings = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(args[1]))) {
      settings.load(reader);
    }
    JdbcCatalog catalog = new JdbcCatalog();
    catalog.initialize(
        "bidlake",
        settings.stringPropertyNames().stream()
            .collect(Collectors.toMap(key -> key, settings::getProperty)));
    createNamespace(catalog, Namespace.of(settings.getProperty("namespace").split("\\.")));

    Server server = new Server(new QueuedThreadPool(THREADS));
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    connector.setPort(Integer.parseInt(settings.getProperty("port")));
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(
        new ServletHolder(new RESTCatalogServlet(new RESTCatalogAdapter(catalog))), "/*");
    server.setHandler(context);
    server.setStopAtShutdown(true);
    server.start();
    LOG.info("Iceberg REST catalog serves {} at {}", catalog.name(), server.getURI());
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
}
