package io.bidlake.domain.enrichment;

import org.apache.avro.util.Utf8;

/**
 * What a geo database knows about a block of addresses, as the tables contain it; each part is null
 * if it is unknown.
 *
 * @param country alpha-3 code (ISO 3166-1)
 * @param region code of the largest subdivision (ISO 3166-2), such as US-CA
 * @param city its English name
 * @param metro metro code (DMA) of a place in the USA
 * @param timeZone name in the IANA database
 * @param asn number of the autonomous system
 */
public record Place(Utf8 country, Utf8 region, Utf8 city, Integer metro, Utf8 timeZone, Long asn) {

  static final Place UNKNOWN = new Place(null, null, null, null, null, null);
}
