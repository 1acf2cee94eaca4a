/** The report of a study: words around measured numbers, as a page, as a PDF and as Markdown. */
@NullMarked
package dev.trainyard.report;

import org.jspecify.annotations.NullMarked;
