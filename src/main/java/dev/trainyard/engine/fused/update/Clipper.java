package dev.trainyard.engine.fused.update;

import dev.trainyard.engine.fused.arithmetic.Floats;
import dev.trainyard.engine.fused.team.Team;
import dev.trainyard.training.Clipping;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Clips the gradients of a mini-batch when all are known, and has them applied. The norm is added
 * up piece by piece in one order, whatever the threads.
 */
public final class Clipper {
  private static final int PIECE = 16_384;

  private record Piece(Weights weights, int from, int to) {}

  private final Clipping clipping;
  private final UpdateRule rule;
  private final Team team;
  private final List<Piece> pieces = new ArrayList<>();
  private final double[] squares;
  private final IntConsumer measureJob = this::measure;
  private final IntConsumer applyJob = this::apply;
  private float scale;

  /** A clipper of all the parameters that there are. */
  public Clipper(Clipping clipping, UpdateRule rule, List<Weights> all, Team team) {
    this.clipping = clipping;
    this.rule = rule;
    this.team = team;
    for (Weights weights : all) {
      for (int from = 0; from < weights.size(); from += PIECE) {
        pieces.add(new Piece(weights, from, Math.min(weights.size(), from + PIECE)));
      }
    }
    this.squares = new double[pieces.size()];
  }

  /** Updates all parameters by their clipped gradients. */
  public void run() {
    team.run(pieces.size(), measureJob);
    double sum = 0;
    for (double square : squares) {
      sum += square;
    }
    scale = (float) clipping.scale(sum);
    team.run(pieces.size(), applyJob);
  }

  private void measure(int index) {
    Piece piece = pieces.get(index);
    float[] gradient = piece.weights().gradient;
    if (clipping.value() > 0) {
      Floats.clamp(gradient, (float) clipping.value(), piece.from(), piece.to());
    }
    squares[index] = Floats.squares(gradient, piece.from(), piece.to());
  }

  private void apply(int index) {
    Piece piece = pieces.get(index);
    rule.applyClipped(piece.weights(), piece.from(), piece.to(), scale);
  }
}
