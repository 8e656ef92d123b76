package io.bidlake.verify.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.bidlake.verify.layout.DeadLetterReason;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a URL, still encoded.
 *
 * @param host the host and port in lower case, without the scheme's default port; null if the URL
 *     starts with the path
 * @param path the segments of the path
 * @param parameters the names and values of the query, in order
 */
public record Url(String host, List<String> path, List<Parameter> parameters) {

  private static final Pattern ABSOLUTE =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)(.*)", Pattern.DOTALL);

  private static final Map<String, String> PORTS = Map.of("https", ":443", "http", ":80");

  /** A parameter; its value is empty if there is none. */
  public record Parameter(String name, String value) {}

  /** Whether a text is an absolute URL or a path. */
  public static boolean is(String text) {
    return text.startsWith("/") || ABSOLUTE.matcher(text).matches();
  }

  public static Url of(String text) {
    Matcher absolute = ABSOLUTE.matcher(text);
    boolean hasHost = absolute.matches();
    String rest = hasHost ? absolute.group(3) : text;
    rest = rest.contains("#") ? rest.substring(0, rest.indexOf('#')) : rest;
    int question = rest.indexOf('?');
    String path = question < 0 ? rest : rest.substring(0, question);
    return new Url(
        hasHost ? host(absolute.group(1), absolute.group(2)) : null,
        List.of((path.isEmpty() ? "/" : path).split("/", -1)),
        question < 0 ? List.of() : parameters(rest.substring(question + 1)));
  }

  private static String host(String scheme, String written) {
    String host = written.toLowerCase(Locale.ROOT);
    String port = PORTS.get(scheme.toLowerCase(Locale.ROOT));
    return port != null && host.endsWith(port)
        ? host.substring(0, host.length() - port.length())
        : host;
  }

  private static List<Parameter> parameters(String query) {
    List<Parameter> parameters = new ArrayList<>();
    for (String each : query.split("&", -1)) {
      int equals = each.indexOf('=');
      String name = equals < 0 ? each : each.substring(0, equals);
      if (!each.isEmpty()) {
        parameters.add(
            new Parameter(decodedOrAsItIs(name), equals < 0 ? "" : each.substring(equals + 1)));
      }
    }
    return parameters;
  }

  /** The encoded value of the last parameter with a name; null if there is none. */
  public String parameter(String name) {
    String value = null;
    for (Parameter each : parameters) {
      value = each.name.equals(name) ? each.value : value;
    }
    return value;
  }

  public static String decodedOrAsItIs(String text) {
    try {
      return decoded(text);
    } catch (FaultException e) {
      return text;
    }
  }

  /**
   * Decodes percent-encoded text.
   *
   * @throws FaultException if the encoding is invalid, or the bytes are not UTF-8
   */
  public static String decoded(String text) throws FaultException {
    if (text.indexOf('%') < 0) {
      return text;
    }
    // One character for each byte. The JDK would decode a plus sign, and take "-0" for two digits.
    String bytes =
        new String(text.getBytes(UTF_8), ISO_8859_1).replace("+", "%2B").replace("-", "%2D");
    try {
      byte[] decoded = URLDecoder.decode(bytes, ISO_8859_1).getBytes(ISO_8859_1);
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(decoded)).toString();
    } catch (IllegalArgumentException e) {
      throw new FaultException(DeadLetterReason.INVALID_FIELD, "a percent sign without two digits");
    } catch (CharacterCodingException e) {
      throw new FaultException(
          DeadLetterReason.INVALID_FIELD, "what is written in percents is no UTF-8");
    }
  }
}
