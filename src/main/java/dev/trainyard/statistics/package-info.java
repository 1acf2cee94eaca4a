/**
 * What chance makes of figures: intervals and tests, with the formula and its source at each.
 *
 * <p>All networks of a table are judged on the same images, and a replicate has the same seed in
 * every cell; whoever compares two of them takes both in pairs (Dietterich, 1998):
 *
 * <pre>{@code
 * // Accuracies by replicate of all cells; for two of them, a BitSet of right answers by replicate.
 * SeedTable table = SeedTable.of(cells);
 * PairedImages paired = PairedImages.of(10_000, dropout, baseline);
 * Comparison comparison = new Comparison(paired, Variation.ofDifferences(table));
 *
 * comparison.otherSeeds().p();                      // other seeds on these images?
 * comparison.otherImages().interval(0.95);          // and on other images of this kind?
 * comparison.otherImages().smallestDetectable(0.8, 0.95);
 * paired.gained();                                  // images, in the mean over replicates
 * Holm.adjusted(List.of(p1, p2, p3));               // all p-values of the table
 *
 * Variation seeds = Variation.withinCells(table);
 * seeds.ofNewRun(mean, 3, 0.95).contains(0.9847);   // is a published figure within reach?
 * Effects.of(table, parameters).factors();          // what each swept parameter explains
 *
 * new Proportion(9_847, 10_000).interval(0.95);     // one accuracy
 * McNemar.of(one, other).p();                       // two networks as they are
 * Calibration.of(confidences, right, 15).expectedError();
 * }</pre>
 *
 * <p>Levels, powers and p-values are shares from 0 to 1. What breaks a precondition is refused with
 * an {@link java.lang.IllegalArgumentException}.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.trainyard.statistics;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
