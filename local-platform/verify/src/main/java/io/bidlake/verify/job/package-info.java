/** The jobs that fill the tables, and when they have done so. */
package io.bidlake.verify.job;
