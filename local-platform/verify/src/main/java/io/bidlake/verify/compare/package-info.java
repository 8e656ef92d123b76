/** Compares the tables whose rows each come from one record. */
package io.bidlake.verify.compare;
