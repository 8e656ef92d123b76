/** The tables of topics: their creation, evolution and commits. */
package io.bidlake.landing.table;
