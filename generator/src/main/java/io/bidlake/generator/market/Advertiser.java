package io.bidlake.generator.market;

import java.util.List;
import org.apache.avro.util.Utf8;

/**
 * An advertiser.
 *
 * @param categories content categories of its ads
 */
public record Advertiser(String id, String name, Utf8 domain, List<Utf8> categories) {}
