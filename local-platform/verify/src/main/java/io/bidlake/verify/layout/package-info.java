/** How the rows of a table are compared, for rows of both sides. */
package io.bidlake.verify.layout;
