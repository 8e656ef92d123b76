/** What is looked up for each bid request, by data that the project does not own. */
package io.bidlake.domain.enrichment;
