package io.bidlake.verify.openrtb;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The place of a value within a request or a response.
 *
 * @param owner the place of the enclosing object or array; null for the document itself
 * @param step the key, or the position in an array
 */
record Place(Place owner, Object step) {

  static final Place DOCUMENT = new Place(null, null);

  Place field(String key) {
    return new Place(this, key);
  }

  Place item(int position) {
    return new Place(this, position);
  }

  /** As a JSON pointer. */
  String pointer() {
    return pointer(true);
  }

  /** As a JSON pointer without positions. */
  String pointerOfField() {
    return pointer(false);
  }

  private String pointer(boolean positions) {
    Deque<Object> steps = new ArrayDeque<>();
    for (Place place = this; place.owner != null; place = place.owner) {
      if (positions || place.step instanceof String) {
        steps.push(place.step);
      }
    }
    StringBuilder pointer = new StringBuilder();
    steps.forEach(
        each -> pointer.append('/').append(each.toString().replace("~", "~0").replace("/", "~1")));
    return pointer.toString();
  }
}
