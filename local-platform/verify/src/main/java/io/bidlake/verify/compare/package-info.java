/** Compares the tables of which a row comes of one record. */
package io.bidlake.verify.compare;
