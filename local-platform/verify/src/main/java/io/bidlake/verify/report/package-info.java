/** What a reconciliation finds, for people and for programs. */
package io.bidlake.verify.report;
