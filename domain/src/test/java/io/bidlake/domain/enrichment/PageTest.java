package io.bidlake.domain.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.Site;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {

  private final List<String> invalid = new ArrayList<>();
  private final Page page = new Page();

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "https://news.example.co.uk/, news.example.co.uk, example.co.uk",
        "HTTP://News.Example.COM:8080/a, news.example.com, example.com",
        "https://user:secret@example.com/a, example.com, example.com",
        "https://example.com./a, example.com, example.com",
        "https://blog.someone.github.io/, blog.someone.github.io, someone.github.io",
        "https://github.io/, github.io, -",
        "https://co.uk/, co.uk, -",
        "https://bücher.example.de/, xn--bcher-kva.example.de, example.de",
        "https://203.0.113.7/a, 203.0.113.7, -",
        "https://[2001:db8::1]:8080/a, [2001:db8::1], -",
        "https://localhost/a, localhost, -",
        "https://news.shop.example/, news.shop.example, shop.example",
        "https://shop.example/, shop.example, shop.example",
        "https://my_shop.example.com, my_shop.example.com, example.com",
        "android-app://com.example.news/article, com.example.news, example.news",
      })
  void readsTheHostAndItsRegistrableDomain(String url, String host, String domain) {
    read(url, null);

    assertThat(text(page.host())).isEqualTo(host);
    assertThat(text(page.domain())).isEqualTo(domain);
    assertThat(invalid).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.com/a",
        "/a/b",
        "https:///a",
        "https://exa mple.com/",
        "https://{PAGE}/",
        "http://%%PAGE_URL%%",
        "javascript:alert(1)",
        "https://..../a"
      })
  void takesOnlyUrlsWithAHost(String url) {
    read(url, "example.com");

    assertThat(text(page.host())).isIn(null, "...");
    assertThat(text(page.domain())).isNull();
    assertThat(page.isOfOtherDomain()).isNull();
  }

  @Test
  void refusesAHostThatIsTooLong() {
    read("https://" + "a.".repeat(200) + "example.com/", null);

    assertThat(text(page.host())).isNull();
    assertThat(invalid).containsExactly("site.page");
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.com, 0",
    "https://example.com/, 0",
    "https://example.com/a, 1",
    "https://example.com/a/b/, 2",
    "https://example.com//a///b, 2",
    "https://example.com/a/b/c?x=/d/e#/f, 3",
    "https://example.com?x=/d/e, 0"
  })
  void countsTheSegmentsOfThePath(String url, int depth) {
    read(url, null);

    assertThat(page.pathDepth()).isEqualTo(depth);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "https://www.example.com/, example.com, false",
        "https://example.com/, WWW.Example.com., false",
        "https://m.example.co.uk/, www.example.co.uk, false",
        "https://one.co.uk/, other.co.uk, true",
        "https://evil.example.net/, example.com, true",
        "https://one.github.io/, other.github.io, true",
        "https://example.com/, -, -",
        "https://example.com/, no host, -",
        "https://203.0.113.7/, example.com, -",
      })
  void saysWhetherThePageIsOfAnotherDomain(String url, String domain, Boolean other) {
    read(url, domain);

    assertThat(page.isOfOtherDomain()).isEqualTo(other);
  }

  @Test
  void readsTheParametersOfCampaigns() {
    read(
        "https://example.com/?email=a%40example.com&utm_source=news+letter&utm_medium=e%2Dmail"
            + "&utm_campaign=&utm_content=%ff&UTM_TERM=x#utm_term=y",
        null);

    assertThat(page.campaign("utm_source")).isEqualTo("news letter");
    assertThat(page.campaign("utm_medium")).isEqualTo("e-mail");
    assertThat(page.campaign("utm_campaign")).isNull();
    assertThat(page.campaign("utm_content")).isNull();
    assertThat(page.campaign("utm_term")).isNull();
    assertThat(page.campaign("email")).isNull();
  }

  @Test
  void leavesOutLongParameters() {
    read("https://example.com/?utm_source=" + "x".repeat(256), null);
    assertThat(page.campaign("utm_source")).hasSize(256);

    read("https://example.com/?utm_source=" + "x".repeat(257), null);
    assertThat(page.campaign("utm_source")).isNull();
  }

  @Test
  void forgetsThePreviousRequest() {
    read("https://example.com/a?utm_source=x", "example.com");
    page.read(null, invalid::add);

    assertThat(text(page.host())).isNull();
    assertThat(text(page.domain())).isNull();
    assertThat(page.pathDepth()).isNull();
    assertThat(page.isOfOtherDomain()).isNull();
    assertThat(page.campaign("utm_source")).isNull();
    assertThat(invalid).isEmpty();
  }

  private void read(String url, String domain) {
    Site site = new Site();
    site.setPage(new Utf8(url));
    site.setDomain(domain == null ? null : new Utf8(domain));
    page.read(site, invalid::add);
  }

  private static String text(Utf8 text) {
    return text == null ? null : text.toString();
  }
}
