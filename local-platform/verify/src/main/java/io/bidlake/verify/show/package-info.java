/** The presentation of the tables for users. */
package io.bidlake.verify.show;
