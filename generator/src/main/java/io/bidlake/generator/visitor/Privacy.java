package io.bidlake.generator.visitor;

import io.bidlake.generator.place.Country.PrivacyLaw;
import io.bidlake.generator.pool.Dice;
import io.bidlake.generator.supply.Channel;
import io.bidlake.model.Regs;
import java.util.List;
import org.apache.avro.util.Utf8;

/**
 * The privacy choices of a visitor and the signals that the law requires.
 *
 * @param ofChild whether the inventory is directed at children
 * @param isHidden whether no ids may be sent
 * @param doNotTrack {@code device.dnt}, null in apps
 * @param limitTracking {@code device.lmt}, null on websites
 * @param consent TCF consent string, null if no law requires one
 */
public record Privacy(
    boolean ofChild,
    boolean isHidden,
    Integer doNotTrack,
    Integer limitTracking,
    Regs regs,
    Utf8 consent) {

  private static final double CHILDREN = 0.02;
  private static final double UNSAID = 0.10;
  private static final double REFUSAL = 0.20;
  private static final double SALE_OPT_OUT = 0.10;
  private static final double DO_NOT_TRACK = 0.08;
  private static final double LIMITED_IN_APPS = 0.28;
  private static final double LIMITED_ON_TV = 0.12;

  private static final Utf8 SALE_ALLOWED = new Utf8("1YNN");
  private static final Utf8 SALE_FORBIDDEN = new Utf8("1YYN");
  private static final Utf8 GPP = new Utf8("DBABLA~BVQqAAAAAgA.QA");
  private static final Utf8 GPP_FORBIDDEN = new Utf8("DBABLA~BVVqAAAAAgA.QA");
  private static final List<Integer> US_NATIONAL = List.of(7);

  /** TCF 2 strings: a header with the version 2, then purposes and vendors. */
  private static final Utf8[] GIVEN = consents("AGXAAAAA", "f_gAAAAAAAA");

  private static final Utf8[] REFUSED = consents("AAAAAAAA", "AAAAAAAAAAA");

  /**
   * Draws the choices of a visitor; the random numbers {@code visitor} give the same visitor the
   * same choices each time.
   */
  static Privacy of(Channel channel, PrivacyLaw law, Dice visitor, Dice request) {
    boolean children = request.chance(CHILDREN);
    boolean refused = law == PrivacyLaw.GDPR && visitor.chance(REFUSAL);
    boolean saleForbidden = law == PrivacyLaw.US && visitor.chance(SALE_OPT_OUT);
    boolean limited =
        children
            || visitor.chance(
                switch (channel) {
                  case SITE -> DO_NOT_TRACK;
                  case TV -> LIMITED_ON_TV;
                  case APP -> LIMITED_IN_APPS;
                  // A public screen identifies nobody.
                  case OUT_OF_HOME -> 1;
                });
    boolean onSite = channel == Channel.SITE;
    return new Privacy(
        children,
        limited || refused || saleForbidden,
        onSite ? (Integer) (limited ? 1 : 0) : null,
        onSite ? null : (Integer) (limited ? 1 : 0),
        regs(law, children, saleForbidden, request),
        law == PrivacyLaw.GDPR ? pick(refused ? REFUSED : GIVEN, visitor) : null);
  }

  private static Regs regs(PrivacyLaw law, boolean children, boolean saleForbidden, Dice dice) {
    Regs regs = new Regs();
    regs.setCoppa(children ? (Integer) 1 : dice.chance(UNSAID) ? null : (Integer) 0);
    regs.setGppSid(List.of());
    switch (law) {
      case GDPR -> regs.setGdpr(1);
      case US -> {
        regs.setGdpr(0);
        regs.setUsPrivacy(saleForbidden ? SALE_FORBIDDEN : SALE_ALLOWED);
        if (dice.chance(0.5)) {
          regs.setGpp(saleForbidden ? GPP_FORBIDDEN : GPP);
          regs.setGppSid(US_NATIONAL);
        }
      }
      case NONE -> regs.setGdpr(dice.chance(UNSAID) ? null : (Integer) 0);
    }
    return regs;
  }

  private static Utf8 pick(Utf8[] texts, Dice dice) {
    return texts[dice.below(texts.length)];
  }

  private static Utf8[] consents(String purposes, String vendors) {
    Utf8[] consents = new Utf8[16];
    for (int i = 0; i < consents.length; i++) {
      String head = "CQ%cXxR%cPXxR%cAfAB".formatted('A' + i, 'a' + i, 'A' + 2 * i % 26);
      consents[i] = new Utf8("%sENB-Cg%sAAY%s.YAAAAAAAAAA".formatted(head, purposes, vendors));
    }
    return consents;
  }
}
