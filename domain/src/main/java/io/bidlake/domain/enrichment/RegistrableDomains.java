package io.bidlake.domain.enrichment;

import com.google.common.net.InternetDomainName;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The registrable domains of hosts, such as {@code example.co.uk} of {@code news.example.co.uk}, by
 * the public suffix list. Remembers the hosts that were last asked for, as texts that the rows of
 * their requests share.
 */
final class RegistrableDomains {

  private static final int MOST_HOSTS = 10_000;

  /**
   * A host.
   *
   * @param domain its registrable domain; null if it has none: an address or a public suffix
   */
  record Host(ReferenceText name, ReferenceText domain) {}

  private final Map<String, Host> hosts =
      new LinkedHashMap<>(MOST_HOSTS, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Host> eldest) {
          return size() > MOST_HOSTS;
        }
      };

  /**
   * Returns a host with its registrable domain. A top-level domain that is not in the list counts
   * as one that anybody can register under, as the list's own rules say.
   *
   * @param name in lower case
   */
  Host of(String name) {
    Host host = hosts.get(name);
    if (host == null) {
      host = new Host(ReferenceText.of(name), ReferenceText.of(domainOf(name)));
      hosts.put(name, host);
    }
    return host;
  }

  private static String domainOf(String host) {
    if (!InternetDomainName.isValid(host)) {
      return null;
    }
    InternetDomainName name = InternetDomainName.from(host);
    if (name.isUnderPublicSuffix()) {
      return name.topPrivateDomain().toString();
    }
    int labels = name.parts().size();
    boolean isRegistrable = labels > 1 && !name.hasPublicSuffix();
    return isRegistrable ? String.join(".", name.parts().subList(labels - 2, labels)) : null;
  }
}
