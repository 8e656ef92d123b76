package io.bidlake.local.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Whether a server answers. */
public final class Probe {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int CONNECT_MILLIS = 1000;
  private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  private Probe() {}

  /** Whether something listens on the port of 127.0.0.1. */
  public static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      // Leaves nothing behind that the server would find on its port.
      socket.setSoLinger(true, 0);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      return !connectedToItself(socket);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Where nobody listens, the system may give a connection the port that it is for, among those
   * that it gives to outgoing connections; it is then connected, and its own server.
   */
  static boolean connectedToItself(Socket socket) {
    return socket.getLocalSocketAddress().equals(socket.getRemoteSocketAddress());
  }

  /** Whether GET answers with this status. */
  public static boolean answers(URI address, int status) {
    return get(address).filter(answer -> answer.statusCode() == status).isPresent();
  }

  /** Whether GET answers with a text that has this in it. */
  public static boolean answers(URI address, String part) {
    return get(address).filter(answer -> answer.body().contains(part)).isPresent();
  }

  private static Optional<HttpResponse<String>> get(URI address) {
    try {
      HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
      return Optional.of(HTTP.send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
