/** The columns of tables, and how the fields of records become columns. */
package io.bidlake.landing.columns;
