/** What the lake must contain beside the fields of a request, by files of reference data. */
package io.bidlake.verify.enrichment;
