package io.bidlake.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.BidRequest;
import io.bidlake.testing.SampleEvents;
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
    assertThat(DeviceCategory.of(request)).hasToString(onSite);

    request.setSite(null);
    request.setApp(SampleEvents.app("pub-1"));
    assertThat(DeviceCategory.of(request)).hasToString(inApp);
  }

  @Test
  void isUnknownWithoutDeviceTypeOrInventory() {
    BidRequest request = SampleEvents.request("r1");
    request.setSite(null);
    assertThat(DeviceCategory.of(request)).isEqualTo(DeviceCategory.UNKNOWN);

    request.getDevice().setDevicetype(null);
    assertThat(DeviceCategory.of(request)).isEqualTo(DeviceCategory.UNKNOWN);

    request.setDevice(null);
    assertThat(DeviceCategory.of(request)).isEqualTo(DeviceCategory.UNKNOWN);
  }
}
