package io.bidlake.model;

import static io.bidlake.model.SampleEvents.utf8;
import static io.bidlake.model.SampleEvents.utf8s;

import java.util.List;

/**
 * A bid request in which every field of release 1 has a value of its own, other than its default;
 * no real one has site, app and screen. The rules of {@link SampleEvents} hold.
 */
final class SampleBidRequest {

  private SampleBidRequest() {}

  static BidRequest bidRequest() {
    return BidRequest.newBuilder()
        .setId(utf8("request-1"))
        .setEventTimestamp(SampleEvents.REQUESTED_AT)
        .setImp(List.of(SamplePlacement.imp()))
        .setSite(site())
        .setApp(app())
        .setDooh(dooh())
        .setDevice(device())
        .setUser(user())
        .setTest(1)
        .setAt(1)
        .setTmax(120)
        .setCur(utf8s("EUR", "USD"))
        .setWseat(utf8s("seat-1"))
        .setBcat(utf8s("IAB25"))
        .setBadv(utf8s("rival.example"))
        .setCattax(2)
        .setSource(source())
        .setRegs(
            Regs.newBuilder()
                .setCoppa(0)
                .setGdpr(1)
                .setUsPrivacy(utf8("1YNN"))
                .setGpp(utf8("DBABMA"))
                .setGppSid(List.of(2, 6))
                .build())
        .build();
  }

  private static Site site() {
    return Site.newBuilder()
        .setId(utf8("site-1"))
        .setName(utf8("Bücher & Mehr"))
        .setDomain(utf8("site.example"))
        .setCat(utf8s("IAB1", "IAB12"))
        .setCattax(3)
        .setPage(utf8("https://site.example/page"))
        .setRef(utf8("https://search.example/"))
        .setMobile(1)
        .setPublisher(publisher("pub-1"))
        .build();
  }

  private static App app() {
    return App.newBuilder()
        .setId(utf8("app-1"))
        .setName(utf8("Chess"))
        .setBundle(utf8("org.example.chess"))
        .setDomain(utf8("app.example"))
        .setStoreurl(utf8("https://store.example/chess"))
        .setCat(utf8s("IAB9"))
        .setCattax(4)
        .setVer(utf8("2.0"))
        .setPaid(0)
        .setPublisher(publisher("pub-2"))
        .build();
  }

  private static Dooh dooh() {
    return Dooh.newBuilder()
        .setId(utf8("screen-1"))
        .setName(utf8("Station hall"))
        .setVenuetype(utf8s("transit.train_stations"))
        .setVenuetypetax(2)
        .setPublisher(publisher("pub-3"))
        .setDomain(utf8("screens.example"))
        .build();
  }

  private static Publisher publisher(String id) {
    return Publisher.newBuilder()
        .setId(utf8(id))
        .setName(utf8("Publisher of " + id))
        .setDomain(utf8("publisher.example"))
        .setCat(utf8s("IAB3"))
        .setCattax(5)
        .build();
  }

  private static Device device() {
    Geo geo =
        Geo.newBuilder()
            .setLat(48.137)
            .setLon(-11.575)
            .setType(2)
            .setCountry(utf8("DEU"))
            .setRegion(utf8("BY"))
            .setMetro(utf8("803"))
            .setCity(utf8("München"))
            .setZip(utf8("80331"))
            .setUtcoffset(60)
            .build();
    return Device.newBuilder()
        .setUa(utf8("Mozilla/5.0"))
        .setGeo(geo)
        .setDnt(0)
        .setLmt(1)
        .setIp(utf8("203.0.113.1"))
        .setIpv6(utf8("2001:db8::1"))
        .setDevicetype(4)
        .setMake(utf8("Maker"))
        .setModel(utf8("Model 5"))
        .setOs(utf8("iOS"))
        .setOsv(utf8("17.0"))
        .setH(2556)
        .setW(1179)
        .setLanguage(utf8("de"))
        .setCarrier(utf8("Carrier"))
        .setConnectiontype(6)
        .setIfa(utf8("ifa-1"))
        .build();
  }

  private static User user() {
    return User.newBuilder()
        .setId(utf8("user-1"))
        .setBuyeruid(utf8("buyer-1"))
        .setKeywords(utf8("chess,books"))
        .setConsent(utf8("CPXxRfAPXxRfA"))
        .setEids(
            List.of(
                Eid.newBuilder()
                    .setSource(utf8("ids.example"))
                    .setUids(List.of(new Uid(utf8("uid-1"), 3)))
                    .build()))
        .build();
  }

  private static Source source() {
    SupplyChainNode node =
        SupplyChainNode.newBuilder()
            .setAsi(utf8("exchange.example"))
            .setSid(utf8("seller-1"))
            .setRid(utf8("chain-request-1"))
            .setName(utf8("Seller"))
            .setDomain(utf8("seller.example"))
            .setHp(1)
            .build();
    return Source.newBuilder()
        .setFd(1)
        .setTid(utf8("transaction-1"))
        .setPchain(utf8("pchain-1"))
        .setSchain(new SupplyChain(1, utf8("1.0"), List.of(node)))
        .build();
  }
}
