package io.bidlake.domain.enrichment;

import io.bidlake.domain.enrichment.ContentTaxonomies.Category;
import io.bidlake.model.App;
import io.bidlake.model.BidRequest;
import io.bidlake.model.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.util.Utf8;

/** The content categories of a site or app. One object is reused for all requests. */
public final class Categories {

  private final List<Utf8> names = new ArrayList<>();
  private final List<Utf8> topics = new ArrayList<>();

  /**
   * Moves to a request.
   *
   * @param invalid called with the name of the field for each unknown category
   */
  void read(BidRequest request, ContentTaxonomies taxonomies, Consumer<String> invalid) {
    names.clear();
    topics.clear();
    Site site = request.getSite();
    App app = request.getApp();
    if (site != null) {
      read(site.getCat(), site.getCattax(), taxonomies, "site.cat", invalid);
    } else if (app != null) {
      read(app.getCat(), app.getCattax(), taxonomies, "app.cat", invalid);
    }
  }

  private void read(
      List<Utf8> ids,
      int taxonomy,
      ContentTaxonomies taxonomies,
      String field,
      Consumer<String> invalid) {
    if (ids == null) {
      return;
    }
    for (Utf8 id : ids) {
      Category category = taxonomies.find(taxonomy, id);
      if (category == null) {
        invalid.accept(field);
      } else {
        names.add(category.name());
        if (!topics.contains(category.topic())) {
          topics.add(category.topic());
        }
      }
    }
  }

  /** Returns the names of the known categories; null if there is none. */
  public List<Utf8> names() {
    return names.isEmpty() ? null : names;
  }

  /** Returns the names of their ancestors in the first tier, each once; null if there is none. */
  public List<Utf8> topics() {
    return topics.isEmpty() ? null : topics;
  }
}
