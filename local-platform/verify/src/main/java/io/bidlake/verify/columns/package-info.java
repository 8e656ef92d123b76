/** Converts records of any schema to the values of a table's columns, and compares such values. */
package io.bidlake.verify.columns;
