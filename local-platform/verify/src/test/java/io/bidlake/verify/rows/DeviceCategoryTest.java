package io.bidlake.verify.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.App;
import io.bidlake.model.BidRequest;
import io.bidlake.verify.Events;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceCategoryTest {

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
    assertThat(DeviceCategory.of(request)).isEqualTo(onSite);

    request.setSite(null);
    request.setApp(new App());
    assertThat(DeviceCategory.of(request)).isEqualTo(inApp);
  }

  @Test
  void isUnknownWithoutATypeOrAPlace() {
    request.setSite(null);
    assertThat(DeviceCategory.of(request)).isEqualTo("Unknown");
    request.getDevice().setDevicetype(null);
    assertThat(DeviceCategory.of(request)).isEqualTo("Unknown");
    request.setDevice(null);
    assertThat(DeviceCategory.of(request)).isEqualTo("Unknown");
  }
}
