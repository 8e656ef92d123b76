package io.bidlake.verify.enrichment;

import com.google.common.net.InternetDomainName;
import io.bidlake.model.Site;
import io.bidlake.verify.sender.Given;
import io.bidlake.verify.text.FaultException;
import io.bidlake.verify.text.Url;
import java.net.IDN;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the lake must contain of the URL of a page.
 *
 * @param url the URL; null if there is none, or it is invalid
 * @param host the host of the page; null with the URL
 * @param domain the part of the host that its owner has registered; null if there is none
 * @param declaredDomain the same part of the host in {@code site.domain}
 */
public record PageFacts(Url url, String host, String domain, String declaredDomain) {

  private static final PageFacts NOTHING = new PageFacts(null, null, null, null);
  private static final Pattern HOST = Pattern.compile("[a-z0-9.\\-_\\[\\]:]+");
  private static final Pattern PORT = Pattern.compile(":[^\\]:]*$");
  private static final Pattern LAST_TWO_LABELS = Pattern.compile("[^.]+\\.[^.]+$");
  private static final int LONGEST_HOST = 253;
  private static final int LONGEST_VALUE = 256;

  static PageFacts of(Site site) {
    if (site == null || site.getPage() == null) {
      return NOTHING;
    }
    String page = site.getPage().toString().strip();
    Url url = Url.is(page) ? Url.of(page) : null;
    String host = url == null ? null : host(url.host());
    if (host == null) {
      return NOTHING;
    }
    String declared = site.getDomain() == null ? null : host(site.getDomain().toString().strip());
    return new PageFacts(url, host, domainOf(host), domainOf(declared));
  }

  private static String host(String written) {
    if (written == null) {
      return null;
    }
    String name = written.substring(written.lastIndexOf('@') + 1);
    name = PORT.matcher(name).replaceFirst("").replaceFirst("\\.$", "");
    if (name.length() > LONGEST_HOST) {
      return null;
    }
    try {
      boolean isAscii = name.chars().allMatch(c -> c < 128);
      String ascii = (isAscii ? name : IDN.toASCII(name)).toLowerCase(Locale.ROOT);
      return HOST.matcher(ascii).matches() ? ascii : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static String domainOf(String host) {
    if (host == null || !InternetDomainName.isValid(host)) {
      return null;
    }
    InternetDomainName name = InternetDomainName.from(host);
    if (name.publicSuffix() == null) {
      Matcher lastTwo = LAST_TWO_LABELS.matcher(name.toString());
      return lastTwo.find() ? lastTwo.group() : null;
    }
    while (!name.isTopPrivateDomain()) {
      if (!name.hasParent()) {
        return null;
      }
      name = name.parent();
    }
    return name.toString();
  }

  /** The number of segments of the path that are not empty. */
  public Integer pathDepth() {
    return url == null
        ? null
        : Integer.valueOf((int) url.path().stream().filter(part -> !part.isEmpty()).count());
  }

  /** Whether the page is of another domain than it says. */
  public Boolean isOfOtherDomain() {
    boolean areKnown = domain != null && declaredDomain != null;
    return areKnown ? Boolean.valueOf(!domain.equals(declaredDomain)) : null;
  }

  /** The value of a parameter of the query; null if it is absent, invalid or too long. */
  public String parameter(String name) {
    String written = url == null ? null : url.parameter(name);
    if (written == null || written.length() > LONGEST_VALUE) {
      return null;
    }
    try {
      String value = Url.decoded(written.replace('+', ' '));
      return value.trim().isEmpty() ? null : Given.text(value);
    } catch (FaultException e) {
      return null;
    }
  }
}
