package io.bidlake.domain.enrichment;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableSet;
import io.bidlake.domain.SenderText;
import io.bidlake.domain.Url;
import io.bidlake.domain.UrlParameters;
import io.bidlake.domain.enrichment.RegistrableDomains.Host;
import io.bidlake.model.Site;
import java.net.IDN;
import java.util.function.Consumer;
import org.apache.avro.util.Utf8;

/**
 * What the URL of a page contains, except for personal data: of the query only the parameters of
 * campaigns are read. One object is reused for all requests.
 */
public final class Page {

  private static final String FIELD = "site.page";
  private static final ImmutableSet<String> CAMPAIGN_PARAMETERS =
      ImmutableSet.of("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content");

  /** Maximum length of the value of a parameter, in characters; a longer one is left out. */
  private static final int LONGEST_VALUE = 256;

  /** Maximum length of a host (RFC 1035). */
  private static final int LONGEST_HOST = 253;

  private static final CharMatcher OF_HOSTS =
      CharMatcher.inRange('a', 'z')
          .or(CharMatcher.inRange('0', '9'))
          .or(CharMatcher.anyOf(".-_[]:"))
          .precomputed();

  private final RegistrableDomains domains = new RegistrableDomains();

  private Host host;
  private Integer pathDepth;
  private Boolean isOfOtherDomain;
  private UrlParameters parameters;

  /**
   * Moves to a request.
   *
   * @param site null if the request is not for a website
   * @param invalid called with the name of the field if it is not the URL of a page
   */
  void read(Site site, Consumer<String> invalid) {
    host = null;
    pathDepth = null;
    isOfOtherDomain = null;
    parameters = null;
    if (site == null || SenderText.isBlank(site.getPage())) {
      return;
    }
    String text = site.getPage().toString().strip();
    Url url = Url.isUrl(text) ? Url.parse(text) : null;
    host = url == null ? null : hostOf(url.host());
    if (host == null) {
      invalid.accept(FIELD);
      return;
    }
    pathDepth = depth(url.path());
    if (!url.query().isEmpty()) {
      parameters = new UrlParameters(url.query(), CAMPAIGN_PARAMETERS);
    }
    Utf8 declared = site.getDomain();
    Host other = SenderText.isBlank(declared) ? null : hostOf(declared.toString().strip());
    boolean areKnown = host.domain() != null && other != null && other.domain() != null;
    isOfOtherDomain = areKnown ? Boolean.valueOf(!host.domain().equals(other.domain())) : null;
  }

  private Host hostOf(String given) {
    String name = normalizedHost(given);
    return name == null ? null : domains.of(name);
  }

  /**
   * Returns a host in lower case and ASCII, without user name, port and final dot; null if it is
   * not a host.
   */
  private static String normalizedHost(String given) {
    if (given == null) {
      return null;
    }
    String name = given.substring(given.lastIndexOf('@') + 1);
    int port = name.lastIndexOf(':');
    if (port >= 0 && name.indexOf(']', port) < 0) {
      name = name.substring(0, port);
    }
    name = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    if (name.isEmpty() || name.length() > LONGEST_HOST) {
      return null;
    }
    String ascii = CharMatcher.ascii().matchesAllOf(name) ? name : inAscii(name);
    String lowerCase = Ascii.toLowerCase(ascii);
    boolean isHost = !lowerCase.isEmpty() && OF_HOSTS.matchesAllOf(lowerCase);
    return isHost ? lowerCase : null;
  }

  private static String inAscii(String name) {
    try {
      return IDN.toASCII(name);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static int depth(String path) {
    int depth = 0;
    for (int i = 1; i < path.length(); i++) {
      if (path.charAt(i) != '/' && path.charAt(i - 1) == '/') {
        depth++;
      }
    }
    return depth;
  }

  /** Returns the host of the page in lower case; null if the page is absent or invalid. */
  public Utf8 host() {
    return host == null ? null : host.name();
  }

  /** Returns the registrable domain of the host; null if it has none. */
  public Utf8 domain() {
    return host == null ? null : host.domain();
  }

  /** Returns the number of segments of the path; null if the page is absent or invalid. */
  public Integer pathDepth() {
    return pathDepth;
  }

  /**
   * Returns whether the registrable domain of the page is not that of {@code site.domain}; null if
   * one of them is unknown.
   */
  public Boolean isOfOtherDomain() {
    return isOfOtherDomain;
  }

  /**
   * Returns the value of a campaign parameter; null if it is absent, empty, invalid or too long.
   */
  public String campaign(String parameter) {
    if (parameters == null || !parameters.has(parameter)) {
      return null;
    }
    String encoded = parameters.encoded(parameter).replace('+', ' ');
    String value = encoded.length() > LONGEST_VALUE ? null : Url.decode(encoded);
    boolean isGiven = value != null && !value.trim().isEmpty();
    return isGiven ? value : null;
  }
}
