package dev.trainyard.statistics;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.special.Gamma;

/** The noncentral distributions, which the library does not have. */
final class Noncentral {
  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  /** How many standard deviations of what is summed or integrated over are taken to each side. */
  private static final double REACH = 9;

  private Noncentral() {}

  /**
   * The probability that noncentral t lies beyond ±critical: E[Φ(δ − t s) + Φ(−δ − t s)] over s =
   * √(χ²/ν) (Johnson, Kotz and Balakrishnan, 1995, chapter 31). The trapezoidal rule over log s, in
   * which the integrand falls off to both sides, converges faster than any power of the step.
   *
   * @param shift the noncentrality δ
   * @param degrees of freedom ν
   * @param critical t, 0 or more
   */
  static double tPower(double shift, double degrees, double critical) {
    // The density of w = log s is c exp(ν (w − exp(2 w) / 2)), with its peak at 0.
    double constant =
        Math.log(2) + degrees / 2 * Math.log(degrees / 2) - Gamma.logGamma(degrees / 2);
    double low = -Math.max(REACH / Math.sqrt(2 * degrees), 30 / degrees);
    double high = REACH / Math.sqrt(2 * degrees);
    // Neither the density nor Φ has anything narrower than the inverse of these.
    double step = 0.6 / Math.max(Math.sqrt(2 * degrees), Math.max(shift, critical));
    double sum = 0;
    for (double w = low; w < high; w += step) {
      double bound = critical * Math.exp(w);
      double beyond =
          NORMAL.cumulativeProbability(shift - bound)
              + NORMAL.cumulativeProbability(-shift - bound);
      sum += Math.exp(constant + degrees * (w - Math.exp(2 * w) / 2)) * beyond;
    }
    return sum * step;
  }

  /**
   * The probability that noncentral F is at most {@code value}: the mean of I(x; a + j, b), the
   * regularised incomplete beta function, over a Poisson distribution of j (Johnson, Kotz and
   * Balakrishnan, 1995, chapter 30); a and b are half the degrees of freedom. From one j to the
   * next I falls by x^a (1 − x)^b / (a B(a, b)).
   *
   * @param lambda the noncentrality λ, 0 or more; j has the mean λ/2
   */
  static double fCumulative(
      double value, double numeratorDegrees, double denominatorDegrees, double lambda) {
    double ratio = numeratorDegrees * value / denominatorDegrees;
    double x = ratio / (1 + ratio);
    double b = denominatorDegrees / 2;
    double mean = lambda / 2;
    double reach = REACH * Math.sqrt(mean) + 40;
    long first = Math.max(0, (long) (mean - reach));
    long last = mean == 0 ? 0 : (long) (mean + reach);
    double a = numeratorDegrees / 2 + first;
    double beta = Beta.regularizedBeta(x, a, b);
    double fall = a * Math.log(x) - b * Math.log1p(ratio) - Math.log(a) - Beta.logBeta(a, b);
    double weight = mean == 0 ? 0 : first * Math.log(mean) - mean - Gamma.logGamma(first + 1.0);
    double sum = 0;
    for (long j = first; j <= last; j++) {
      sum += Math.exp(weight) * beta;
      beta = Math.max(0, beta - Math.exp(fall));
      fall += Math.log(x * (a + b) / (a + 1));
      weight += Math.log(mean / (j + 1));
      a++;
    }
    return sum;
  }
}
