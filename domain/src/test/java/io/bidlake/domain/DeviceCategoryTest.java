package io.bidlake.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.BidRequest;
import io.bidlake.testing.SampleEvents;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceCategoryTest {

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
  void followsTheDeviceTypeAndTheInventory(int deviceType, String onSite, String inApp) {
    BidRequest request = SampleEvents.request("r1");
    request.getDevice().setDevicetype(deviceType);
    assertThat(DeviceCategory.of(request, null, null)).hasToString(onSite);

    request.setSite(null);
    request.setApp(SampleEvents.app("pub-1"));
    assertThat(DeviceCategory.of(request, null, null)).hasToString(inApp);
  }

  @Test
  void isUnknownWithoutDeviceTypeOrInventory() {
    BidRequest request = SampleEvents.request("r1");
    request.setSite(null);
    assertThat(DeviceCategory.of(request, null, null)).isEqualTo(DeviceCategory.UNKNOWN);

    request.getDevice().setDevicetype(null);
    assertThat(DeviceCategory.of(request, null, null)).isEqualTo(DeviceCategory.UNKNOWN);

    request.setDevice(null);
    assertThat(DeviceCategory.of(request, null, null)).isEqualTo(DeviceCategory.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    " , Phone, Android, Mobile Web",
    "99, TV, Tizen, CTV",
    "2, Phone, iOS, Mobile Web",
    "4, Desktop, Windows NT, Desktop",
    "5, Desktop, Mac OS, Mobile Web",
    "4, TV, Tizen, CTV",
    "2, Game Console, Orbis, Connected Device",
    "3, Game Console, Orbis, CTV",
    "6, Set-top box, Linux, Connected Device",
    "3, Tablet, Android, CTV",
    "3, Phone, Android, Mobile Web",
    "7, Desktop, Linux, CTV",
    "3, Desktop, Windows NT, Desktop",
    "8, Desktop, Windows NT, Unknown",
    "2, Robot, Cloud, Desktop",
    "4, Hacker, , Mobile Web",
    " , Robot, Cloud, Unknown"
  })
  void followsTheUserAgentWhereTheTypeIsAbsentOrContradictsIt(
      Integer type, String deviceClass, String system, String category) {
    BidRequest request = SampleEvents.request("r");
    request.getDevice().setDevicetype(type);

    assertThat(DeviceCategory.of(request, utf8(deviceClass), utf8(system))).hasToString(category);
  }

  private static Utf8 utf8(String text) {
    return text == null ? null : new Utf8(text);
  }
}
