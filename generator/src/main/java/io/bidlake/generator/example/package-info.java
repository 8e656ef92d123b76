/** Events of the example topics: viewability and conversions. */
package io.bidlake.generator.example;
