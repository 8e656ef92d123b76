/** The tables as a person reads them. */
package io.bidlake.verify.show;
