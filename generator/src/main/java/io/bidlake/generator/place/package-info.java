/** Countries, their cities, currencies and addresses. */
package io.bidlake.generator.place;
