package io.bidlake.openrtb.notice;

import static io.bidlake.openrtb.notice.Decoded.feed;
import static io.bidlake.openrtb.notice.Decoded.template;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.model.Feed;
import io.bidlake.model.NoticeKind;
import io.bidlake.model.Topics;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoticeTemplatesTest {

  private static final String IDS = "a=${AUCTION_ID}&i=${AUCTION_IMP_ID}";

  @ParameterizedTest
  @CsvSource({
    "https://t.example/w?" + IDS + ", /w?a=r&i=p, r/p",
    "https://t.example/w?" + IDS + ", /w?x=1&i=p&&y&a=r, r/p",
    "https://t.example/w?" + IDS + ", /w?a=x&i=p&a=r, r/p",
    "https://t.example/w?" + IDS + ", ftp://T.EXAMPLE/w?a=r&i=p, r/p",
    "https://t.example:8443/w?" + IDS + ", http://t.example:8443/w?a=r&i=p, r/p",
    "//t.example/w?" + IDS + ", https://t.example/w?a=r&i=p, r/p",
    "/w?" + IDS + ", https://any.example/w?a=r&i=p, r/p",
    "https://t.example?" + IDS + ", https://t.example/?a=r&i=p, r/p",
    "https://t.example/?" + IDS + ", https://t.example?a=r&i=p, r/p",
    "/w?" + IDS + ", /w?%61=r%20%C3%A9+%2B%26&i=p, r é++&/p",
    "/w?" + IDS + "&t=w%20w, /w?a=r&i=p&t=w%20%77, r/p",
    "/w?" + IDS + "&t, /w?a=r&i=p&t=, r/p",
    "/w?" + IDS + "&cb=${CACHEBUSTER}, /w?a=r&i=p&cb=%zz, r/p",
    "/w?" + IDS + "&cb=${CACHE}${BUSTER:X}, /w?a=r&i=p, r/p",
    "/w?a=x-${AUCTION_ID}&i=${AUCTION_IMP_ID}.1, /w?a=x-r&i=p.1, r/p",
    "/w?a=${AUCTION_ID}_${AUCTION_IMP_ID}, /w?a=r_p_q, r/p_q",
    "/${AUCTION_ID}/${AUCTION_IMP_ID}.gif, /r%2F8/p.gif, r/8/p",
    "/a/${AUCTION_ID}/b/x${AUCTION_IMP_ID}y, /a/r/b/xpy, r/p",
    "/${AUCTION_ID}-${AUCTION_IMP_ID}.gif, /-r-p-q.gif, -r/p-q",
    "/w/${CLICK_URL}?" + IDS + ", /w/x?a=r&i=p, r/p",
    "/w?a=${AUCTION_ID}&b=${AUCTION_ID}&" + "i=${AUCTION_IMP_ID}, /w?a=&b=r&i=p, r/p",
  })
  void fits(String template, String line, String ids) {
    Decoded decoded = Decoded.of(feed(template(NoticeKind.WIN, template)), line);

    assertThat(decoded.letters).isEmpty();
    assertThat(decoded.of(Topics.NOTICES))
        .extracting(notice -> notice.getRequestId() + "/" + notice.getImpId())
        .containsExactly(ids);
  }

  @ParameterizedTest
  @CsvSource({
    "https://t.example/w?" + IDS + ", https://u.example/w?a=r&i=p",
    "https://t.example/w?" + IDS + ", https://t.example:8443/w?a=r&i=p",
    "/w?" + IDS + ", /w/?a=r&i=p",
    "/w?" + IDS + ", /W?a=r&i=p",
    "/w?" + IDS + ", //w?a=r&i=p",
    "/w?" + IDS + "&t=w, /w?a=r&i=p",
    "/w?" + IDS + "&t=w, /w?a=r&i=p&t=W",
    "/w?" + IDS + "&t=w, /w?a=r&i=p&t=w&t=x",
    "/w?" + IDS + "&t=w, /w?a=r&i=p&t=%zz",
    "/w?a=x-${AUCTION_ID}&i=${AUCTION_IMP_ID}, /w?a=r&i=p",
    "/w?a=x-${AUCTION_ID}&i=${AUCTION_IMP_ID}, /w?a=&i=p",
    "/w?a=x-${AUCTION_ID}-x&i=${AUCTION_IMP_ID}, /w?a=x-x&i=p",
    "/${AUCTION_ID}/${AUCTION_IMP_ID}.gif, /r/.gif",
    "/${AUCTION_ID}/${AUCTION_IMP_ID}.gif, //p.gif",
    "/${AUCTION_ID}/${AUCTION_IMP_ID}.gif, /r/p.png",
    "/${AUCTION_ID}/${AUCTION_IMP_ID}.gif, /r",
    "/${AUCTION_ID}/${AUCTION_IMP_ID}.gif, /r/p.gif/",
    "/${AUCTION_ID}-${AUCTION_IMP_ID}, /r/-p",
    "/${AUCTION_ID}-${AUCTION_IMP_ID}, /r-",
  })
  void doesNotFit(String template, String line) {
    Decoded decoded = Decoded.of(feed(template(NoticeKind.WIN, template)), line);

    assertThat(decoded.letters)
        .extracting(Decoded.Letter::error)
        .containsExactly("no notice template fits " + line);
  }

  @ParameterizedTest
  @CsvSource({
    "https://t.example, https://t.example:443, true",
    "https://t.example:443, HTTPS://T.example, true",
    "//t.example:443, http://t.example:80, true",
    "http://t.example:80, https://t.example:443, true",
    "http://t.example:80, http://t.example, true",
    "https://t.example:80, https://t.example, false",
    "https://t.example, http://t.example:443, false",
    "https://t.example, https://t.example:8443, false",
    "https://t.example, https://t.example:80, false",
    "ws://t.example:80, ws://t.example, false",
  })
  void takesThePortOfTheSchemeForNone(String template, String url, boolean fits) {
    Decoded decoded =
        Decoded.of(
            feed(template(NoticeKind.WIN, template + "/w?" + IDS)),
            url + "/w?a=r&i=p\n" + url + "?a=r&i=p");

    assertThat(decoded.letters)
        .extracting(Decoded.Letter::payload)
        .isEqualTo(
            fits ? List.of(url + "?a=r&i=p") : List.of(url + "/w?a=r&i=p", url + "?a=r&i=p"));
  }

  @Test
  void takesTheTemplateWithMostConstantsThenTheFirst() {
    Feed feed =
        feed(
            template(NoticeKind.WIN, "/n?" + IDS),
            template(NoticeKind.LOSS, "/n?t=l&" + IDS),
            template(NoticeKind.IMPRESSION, "/n?t=b&" + IDS),
            template(NoticeKind.LOSS, "/n?t=b&" + IDS),
            template(NoticeKind.WIN, "/${AUCTION_ID}?i=${AUCTION_IMP_ID}&t=b&u=b"),
            template(NoticeKind.LOSS, "/n/${AUCTION_ID}/i${AUCTION_IMP_ID}"),
            template(NoticeKind.WIN, "/n/${AUCTION_ID}/ii${AUCTION_IMP_ID}"));
    String lines =
        """
        /n?a=1&i=1
        /n?a=1&i=1&t=l
        /n?a=1&i=1&t=b
        /n?a=1&i=1&t=b&u=b
        /m?i=1&t=b&u=b
        /n/1/i1
        /n/1/ii1
        """;

    assertThat(Decoded.of(feed, lines).of(Topics.NOTICES))
        .extracting(notice -> notice.getKind().toString())
        .containsExactly("win", "loss", "impression", "impression", "win", "loss", "win");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/w?" + IDS + "&p=${AUCTION_PRICE:BF} | the encoding of ${AUCTION_PRICE:BF} cannot be read",
        "/w?" + IDS + "&p=${AUCTION_PRICE:b64} | prices can be plain, :B64 or :MICROS",
        "/w?" + IDS + "&p=${AUCTION_PRICE:} | cannot be read",
        "/w?" + IDS + "&s=${AUCTION_SEAT_ID:B64} | only AUCTION_PRICE and AUCTION_MIN_TO_WIN",
        "/w?i=${AUCTION_IMP_ID} | it must have ${AUCTION_ID}",
        "/w?a=${AUCTION_ID} | it must have ${AUCTION_IMP_ID}",
        "/w?a=${AUCTION_ID}${AUCTION_IMP_ID} | nothing stands between two macros",
        "/w?" + IDS + "&p=${AUCTION_PRICE | a macro has no end",
        "/w?" + IDS + "&${AD_DOMAIN}=1 | the name of a parameter cannot have a macro",
        "/w?" + IDS + "&t=100% | no percent-encoded UTF-8: 100%",
        "https://${HOST}/w?" + IDS + " | the host cannot have a macro",
        "t.example/w?" + IDS + " | expected a URL, or a path that begins with /",
      })
  void refusesTemplatesThatCannotBeRead(String template, String error) {
    assertThatThrownBy(() -> new NoticeDecoder(feed(template(NoticeKind.WIN, template))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("template of win notices " + template + ": ")
        .hasMessageContaining(error);
  }

  @ParameterizedTest
  @ValueSource(strings = {"n=${IMPRESSION_ID}", "b=${AUCTION_BID_ID}", "s=${AUCTION_SEAT_ID}"})
  void refusesClicksThatDoNotTellWhatWasClicked(String parameter) {
    Feed.Template without = template(NoticeKind.CLICK, "/c?" + IDS);
    assertThatThrownBy(() -> new NoticeDecoder(feed(without)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("it must have ${IMPRESSION_ID}, or");
    Feed.Template with = template(NoticeKind.CLICK, "/c?" + IDS + "&" + parameter);
    assertThatCode(() -> new NoticeDecoder(feed(with))).doesNotThrowAnyException();
    Feed named = new Feed("dsp-7", "USD", NoticeKind.BILLING, List.of(without), List.of());
    assertThatCode(() -> new NoticeDecoder(named)).doesNotThrowAnyException();
  }

  @Test
  void findsOneOfAThousandTemplates() {
    Feed.Template[] templates =
        IntStream.range(0, 1_000)
            .mapToObj(i -> template(NoticeKind.WIN, "/" + i + (i % 2 == 0 ? "?" : "/${X}?") + IDS))
            .toArray(Feed.Template[]::new);
    assertThat(Decoded.of(feed(templates), "/998?a=r&i=p\n/999/x?a=r&i=p").events).hasSize(2);
  }

  @Test
  void readsTheDefaultTemplates() {
    assertThatCode(() -> new NoticeDecoder(Feed.DEFAULTS)).doesNotThrowAnyException();
  }
}
