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

/** Checks whether a server answers, and reads its answers. */
public final class Probe {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int CONNECT_MILLIS = 1000;
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(PATIENCE).version(HttpClient.Version.HTTP_1_1).build();

  private Probe() {}

  /** Whether something listens on the port of 127.0.0.1. */
  public static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      // Leaves no TIME_WAIT connection on the port, which its server may need.
      socket.setSoLinger(true, 0);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      return !connectedToItself(socket);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Whether a socket is connected to itself. That can happen on an ephemeral port without a
   * listener, if the system chooses the destination port as the source port.
   */
  static boolean connectedToItself(Socket socket) {
    return socket.getLocalSocketAddress().equals(socket.getRemoteSocketAddress());
  }

  /** Whether a GET request returns this status. */
  public static boolean answers(URI address, int status) {
    return get(address).filter(answer -> answer.statusCode() == status).isPresent();
  }

  /** Whether the response to a GET request contains this text. */
  public static boolean answers(URI address, String part) {
    return get(address).filter(answer -> answer.body().contains(part)).isPresent();
  }

  private static Optional<HttpResponse<String>> get(URI address) {
    try {
      return Optional.of(send(HttpRequest.newBuilder(address).timeout(PATIENCE).build()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * The body of the response to a request.
   *
   * @throws IOException if there is no response, or its status is not 2xx
   */
  public static String body(HttpRequest request) throws IOException {
    HttpResponse<String> answer = send(request);
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(
          "%s %s gave status %d: %s"
              .formatted(request.method(), request.uri(), answer.statusCode(), answer.body()));
    }
    return answer.body();
  }

  private static HttpResponse<String> send(HttpRequest request) throws IOException {
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
