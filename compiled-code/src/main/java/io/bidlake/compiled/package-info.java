/** Java code that is generated and compiled at run time, for one schema or one table. */
package io.bidlake.compiled;
