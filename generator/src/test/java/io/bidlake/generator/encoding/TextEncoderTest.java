package io.bidlake.generator.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.generator.funnel.Funnel;
import io.bidlake.generator.funnel.Notices;
import io.bidlake.generator.funnel.SampleFunnels;
import io.bidlake.model.Banner;
import io.bidlake.model.BidRequest;
import io.bidlake.model.Click;
import io.bidlake.model.Imp;
import io.bidlake.model.Impression;
import io.bidlake.model.Site;
import io.bidlake.producer.EventEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;

class TextEncoderTest {

  private static final Instant TIME = Instant.parse("2026-02-03T10:15:30.120Z");

  private final EventEncoder json = new OpenRtbEncoder();
  private final EventEncoder lines = new NoticeEncoder();

  @Test
  void everyRequestAndResponseIsReadAsItWas() {
    for (int i = 0; i < 3_000; i++) {
      Funnel funnel = SampleFunnels.factory(11).funnel(i, SampleFunnels.START + i);
      assertThat(read(json, funnel.request())).containsExactly(funnel.request());
      if (funnel.response() != null) {
        assertThat(read(json, funnel.response())).containsExactly(funnel.response());
      }
    }
  }

  @Test
  void everyImpressionClickAndNoticeIsReadAsItWas() {
    for (int i = 0; i < 3_000; i++) {
      Funnel funnel = SampleFunnels.factory(12).funnel(i, SampleFunnels.START + i);
      for (Impression impression : funnel.impressions()) {
        assertThat(read(lines, impression))
            .containsExactly(impression, Notices.billing(impression));
      }
      funnel.clicks().forEach(click -> assertThat(read(lines, click)).containsExactly(click));
      funnel.notices().forEach(lost -> assertThat(read(lines, lost)).containsExactly(lost));
    }
  }

  @Test
  void writesOpenRtbWithoutDefaultsAndExtensionsAsTheyAre() {
    BidRequest request =
        BidRequest.newBuilder()
            .setId(new Utf8("r\n\"1\" é \uD83D\uDE00"))
            .setEventTimestamp(TIME)
            .setImp(
                List.of(
                    Imp.newBuilder()
                        .setId(new Utf8("1"))
                        .setBanner(Banner.newBuilder().build())
                        .setBidfloor(1.0E-5)
                        .setBidfloorcur(new Utf8("USD"))
                        .setSecure(0)
                        .build()))
            .setSite(Site.newBuilder().setExt(new Utf8("{\"a\": [1.10]}")).build())
            .setUnmapped(new Utf8("{\"/x\":1}"))
            .setAt(2)
            .build();

    assertThat(text(json, request))
        .isEqualTo(
            "{\"ts\":1770113730120,\"bidrequest\":{\"id\":\"r\\n\\\"1\\\" é \uD83D\uDE00\","
                + "\"imp\":[{\"id\":\"1\",\"banner\":{},\"bidfloor\":1.0E-5,\"secure\":0}],"
                + "\"site\":{\"ext\":{\"a\": [1.10]}}}}");
  }

  @Test
  void writesAnImpressionAsALineOfAnAccessLog() {
    Impression impression =
        Impression.newBuilder()
            .setImpressionId(new Utf8("i-1"))
            .setRequestId(new Utf8("r-1"))
            .setResponseId(new Utf8("b/1"))
            .setImpId(new Utf8("1"))
            .setBidderId(new Utf8("seat & son"))
            .setWinPrice(0.5)
            .setWinCurrency(new Utf8("EUR"))
            .setCreativeId(null)
            .setAdDomain(new Utf8("shop.example"))
            .setEventTimestamp(TIME)
            .build();

    assertThat(text(lines, impression))
        .isEqualTo(
            "192.0.2.10 - - [03/Feb/2026:10:15:30 +0000] \"GET /bill?a=r-1&b=b%2F1&i=1"
                + "&s=seat%20%26%20son&p=0.5&c=EUR&n=i-1&cr=&d=shop.example&t=1770113730120"
                + " HTTP/1.1\" 200 43 \"-\" \"-\"");
  }

  @Test
  void writesAClickAsATimeAndAUrl() {
    Click click =
        Click.newBuilder()
            .setClickId(new Utf8("k-1"))
            .setRequestId(new Utf8("r-1"))
            .setImpressionId(new Utf8("i-1"))
            .setImpId(new Utf8("1"))
            .setBidderId(new Utf8("seat-1"))
            .setCreativeId(new Utf8("c-1"))
            .setClickUrl(new Utf8("https://shop.example/?x=a+b&y=ü"))
            .setEventTimestamp(TIME)
            .build();

    assertThat(text(lines, click))
        .isEqualTo(
            "2026-02-03T10:15:30.120Z https://notice.bidlake.example/click?a=r-1&n=i-1&i=1"
                + "&s=seat-1&k=k-1&cr=c-1"
                + "&u=https%3A%2F%2Fshop.example%2F%3Fx%3Da%2Bb%26y%3D%C3%BC");
  }

  private static List<SpecificRecord> read(EventEncoder encoder, SpecificRecord event) {
    return TextReading.events(encoder.encode(event));
  }

  private static String text(EventEncoder encoder, SpecificRecord event) {
    return new String(encoder.encode(event), StandardCharsets.UTF_8);
  }
}
