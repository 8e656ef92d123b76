package org.apache.flink.metrics.prometheus;

import io.prometheus.client.exporter.HTTPServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Flink's Prometheus reporter, but on 127.0.0.1 only: Flink's own listens on all addresses and has
 * no setting for that. It is in Flink's package because its base class, with the metrics, is only
 * accessible there.
 */
final class LoopbackPrometheusReporter extends AbstractPrometheusReporter {
  private final HTTPServer server;

  LoopbackPrometheusReporter(int port) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try {
      server = new HTTPServer(address, registry);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot serve metrics at " + address, e);
    }
  }

  @Override
  public void close() {
    server.stop();
    super.close();
  }
}
