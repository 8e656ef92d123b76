package io.bidlake.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class ProbeTest {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  @Test
  void hearsAServerAndNothingWhereNoneIs() throws Exception {
    int port;
    try (ServerSocket server = new ServerSocket(0, 1, HERE)) {
      port = server.getLocalPort();
      assertThat(Probe.listens(port)).isTrue();
    }
    assertThat(Probe.listens(port)).isFalse();
  }

  /** What a system does by chance when the port is one of those that it gives to connections. */
  @Test
  void tellsAConnectionToItselfFromAServer() throws Exception {
    try (Socket itself = new Socket()) {
      itself.bind(new InetSocketAddress(HERE, 0));
      itself.connect(itself.getLocalSocketAddress());

      assertThat(Probe.connectedToItself(itself)).isTrue();
    }
    try (ServerSocket server = new ServerSocket(0, 1, HERE);
        Socket client = new Socket(HERE, server.getLocalPort())) {
      assertThat(Probe.connectedToItself(client)).isFalse();
    }
  }
}
