package io.bidlake.domain.enrichment;

import com.google.common.net.InternetDomainName;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The registrable domains of hosts, such as {@code example.co.uk} of {@code news.example.co.uk}, by
 * the public suffix list. Remembers the hosts that were last asked for.
 */
final class RegistrableDomains {

  private static final int MOST_HOSTS = 10_000;
  private static final String NONE = "";

  private final Map<String, String> domains =
      new LinkedHashMap<>(MOST_HOSTS, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST_HOSTS;
        }
      };

  /**
   * Returns the registrable domain of a host; null if it has none: an address or a public suffix. A
   * top-level domain that is not in the list counts as one that anybody can register under, as the
   * list's own rules say.
   */
  String of(String host) {
    if (host == null) {
      return null;
    }
    String domain = domains.get(host);
    if (domain == null) {
      domain = find(host);
      domains.put(host, domain);
    }
    return domain.equals(NONE) ? null : domain;
  }

  private static String find(String host) {
    if (!InternetDomainName.isValid(host)) {
      return NONE;
    }
    InternetDomainName name = InternetDomainName.from(host);
    if (name.isUnderPublicSuffix()) {
      return name.topPrivateDomain().toString();
    }
    int labels = name.parts().size();
    boolean isRegistrable = labels > 1 && !name.hasPublicSuffix();
    return isRegistrable ? String.join(".", name.parts().subList(labels - 2, labels)) : NONE;
  }
}
