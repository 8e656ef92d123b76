/** Reads JSON objects of any shape into rows. */
package io.bidlake.landing.json;
