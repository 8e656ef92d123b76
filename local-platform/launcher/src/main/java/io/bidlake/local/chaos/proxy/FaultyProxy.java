package io.bidlake.local.chaos.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.io.function.Uncheck;

/**
 * A proxy on 127.0.0.1 in front of an HTTP/1.1 server on the same address. It copies bytes, so that
 * signatures over headers stay valid and large bodies take no memory. Requests that begin while a
 * {@link Toxic} is set are affected by it.
 */
public final class FaultyProxy implements AutoCloseable {
  private static final int BACKLOG = 100;

  private final ServerSocket listener;
  private final int serverPort;
  private final Set<ProxiedConnection> open = ConcurrentHashMap.newKeySet();
  private volatile Toxic toxic = Toxic.NONE;

  /** Listens on {@code port} for the server on {@code serverPort}. */
  public FaultyProxy(int port, int serverPort) {
    this.serverPort = serverPort;
    listener =
        Uncheck.get(
            () -> new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress()),
            () -> "cannot listen on port " + port);
    daemon(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Applies a toxic to requests that begin from now on. */
  public void set(Toxic next) {
    toxic = next;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        connect(listener.accept());
      } catch (IOException e) {
        // The listener is closed, or the client has disconnected, which does not affect the next
        // one.
      }
    }
  }

  private void connect(Socket client) throws IOException {
    try {
      Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
      ProxiedConnection connection = new ProxiedConnection(client, server, () -> toxic);
      open.add(connection);
      daemon(
          () -> {
            connection.copyRequests();
            open.remove(connection);
          });
      daemon(connection::copyAnswers);
    } catch (IOException e) {
      client.close(); // The server is down: the client must see that too.
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    Uncheck.run(listener::close);
    open.forEach(ProxiedConnection::close);
  }
}
