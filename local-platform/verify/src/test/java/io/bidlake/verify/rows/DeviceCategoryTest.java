package io.bidlake.verify.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.App;
import io.bidlake.model.BidRequest;
import io.bidlake.verify.Events;
import io.bidlake.verify.enrichment.UserAgents.AgentFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceCategoryTest {

  private static final AgentFacts NOTHING =
      new AgentFacts(null, null, null, null, null, null, null);

  private final BidRequest request = Events.request("r", 1);

  @ParameterizedTest
  @CsvSource({
    "1, Mobile Web, Mobile App",
    "2, Desktop, Desktop",
    "3, CTV, CTV",
    "4, Mobile Web, Mobile App",
    "5, Mobile Web, Mobile App",
    "6, Connected Device, Connected Device",
    "7, CTV, CTV",
    "8, Unknown, Unknown",
    "99, Unknown, Unknown"
  })
  void followsTheSpecification(int type, String onSite, String inApp) {
    request.getDevice().setDevicetype(type);
    assertThat(DeviceCategory.of(request, NOTHING)).isEqualTo(onSite);

    request.setSite(null);
    request.setApp(new App());
    assertThat(DeviceCategory.of(request, NOTHING)).isEqualTo(inApp);
  }

  @Test
  void isUnknownWithoutATypeOrAPlace() {
    request.setSite(null);
    assertThat(DeviceCategory.of(request, NOTHING)).isEqualTo("Unknown");
    request.getDevice().setDevicetype(null);
    assertThat(DeviceCategory.of(request, NOTHING)).isEqualTo("Unknown");
    request.setDevice(null);
    assertThat(DeviceCategory.of(request, NOTHING)).isEqualTo("Unknown");
  }

  @ParameterizedTest
  @CsvSource({
    " , Phone, Android, Mobile Web",
    "99, TV, Tizen, CTV",
    "2, Phone, iOS, Mobile Web",
    "4, Desktop, Windows NT, Desktop",
    "5, Desktop, Mac OS, Mobile Web",
    "2, Game Console, Orbis, Connected Device",
    "3, Game Console, Orbis, CTV",
    "6, Set-top box, Linux, Connected Device",
    "3, Tablet, Android, CTV",
    "3, Phone, Android, Mobile Web",
    "7, Desktop, Linux, CTV",
    "3, Desktop, Windows NT, Desktop",
    "8, Desktop, Windows NT, Unknown",
    "4, Hacker, , Mobile Web"
  })
  void followsTheUserAgentWhereItLeavesNoDoubt(
      Integer type, String device, String system, String category) {
    request.getDevice().setDevicetype(type);

    assertThat(
            DeviceCategory.of(
                request, new AgentFacts(null, null, system, null, device, false, null)))
        .isEqualTo(category);
  }
}
