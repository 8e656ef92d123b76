package org.apache.flink.metrics.prometheus;

import io.prometheus.client.exporter.HTTPServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Flink's own reporter of metrics to Prometheus, but on loopback only: Flink's listens on every
 * address of the machine and has no setting for that. It stands in Flink's package because the
 * metrics that its base class gathers are to be had nowhere else.
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
