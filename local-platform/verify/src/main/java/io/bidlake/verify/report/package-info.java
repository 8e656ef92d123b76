/** The result of a reconciliation, as text and as JSON. */
package io.bidlake.verify.report;
