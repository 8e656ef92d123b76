package io.bidlake.funnel;

import io.bidlake.model.Topics;

/** The codes of the funnel's stages, short enough for tests. */
final class Stages {

  static final int REQUEST = Topics.BID_REQUESTS.code();
  static final int RESPONSE = Topics.BID_RESPONSES.code();
  static final int IMPRESSION = Topics.IMPRESSIONS.code();
  static final int CLICK = Topics.CLICKS.code();
  static final int COUNT = Topics.FUNNEL.size();

  private Stages() {}
}
