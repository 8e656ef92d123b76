/** The tables of the lake: their columns, and how each column is filled. */
package io.bidlake.tables;
