/** How the rows of a table are compared, whichever side they come from. */
package io.bidlake.verify.layout;
