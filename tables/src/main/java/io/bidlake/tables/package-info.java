/** The tables of the lake: columns, and what fills each of them. */
package io.bidlake.tables;
