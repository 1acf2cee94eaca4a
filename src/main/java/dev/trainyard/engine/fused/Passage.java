package dev.trainyard.engine.fused;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.fused.team.Team;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * The way of a mini-batch through the stages and back, shard by shard.
 *
 * <p>Each shard goes all the way on its own, unless there are {@link MeetingStage}s: these cut the
 * stages into segments, and all shards have to be through with one before any goes on to the next.
 */
final class Passage {
  private final Input input;
  private final List<Stage> stages;
  private final CrossEntropy loss;
  private final BatchContext pass;
  private final Team team;

  /** The first stage of each segment; of all but the first a meeting stage. */
  private final int[] starts;

  private final IntConsumer forwardJob = this::forward;
  private final IntConsumer backwardJob = this::backward;

  private LabelledImages images;
  private int[] order = new int[0];
  private int from;
  private int segment;

  Passage(
      LabelledImages images,
      Input input,
      List<Stage> stages,
      CrossEntropy loss,
      BatchContext pass,
      Team team) {
    this.images = images;
    this.input = input;
    this.stages = List.copyOf(stages);
    this.loss = loss;
    this.pass = pass;
    this.team = team;
    IntStream meetings =
        IntStream.range(0, stages.size()).filter(i -> stages.get(i) instanceof MeetingStage);
    this.starts = IntStream.concat(IntStream.of(0), meetings).toArray();
  }

  /** Takes the images {@code order[from]} and following through, and back when training. */
  void run(LabelledImages some, int[] theirOrder, int first) {
    images = some;
    order = theirOrder;
    from = first;
    for (int i = 0; i < stages.size(); i++) {
      stages.get(i).begin(pass);
    }
    if (!pass.training) {
      team.run(pass.shards, forwardJob);
      return;
    }
    int last = starts.length - 1;
    for (segment = 0; segment < last; segment++) {
      team.run(pass.shards, forwardJob);
      meeting(segment + 1).meet(pass);
    }
    team.run(pass.shards, forwardJob);
    while (segment > 0) {
      meeting(segment).meetBack(pass);
      segment--;
      team.run(pass.shards, backwardJob);
    }
  }

  private MeetingStage meeting(int index) {
    return (MeetingStage) stages.get(starts[index]);
  }

  /** Through one segment, at the end of the last one back; when predicting through all of them. */
  private void forward(int shard) {
    boolean first = segment == 0 || !pass.training;
    boolean last = segment == starts.length - 1 || !pass.training;
    int begin = first ? 0 : starts[segment];
    int end = last ? stages.size() : starts[segment + 1];
    int endChunk = endChunk(shard);
    for (int chunk = shard * pass.chunksPerShard; chunk < endChunk; chunk++) {
      if (first) {
        input.load(images, order, from, chunk, pass);
      }
      for (int i = begin; i < end; i++) {
        stages.get(i).forward(chunk, pass);
      }
      if (!last) {
        meeting(segment + 1).look(chunk, pass);
        continue;
      }
      loss.compute(images, order, from, chunk, pass);
      if (pass.training) {
        backward(chunk, shard);
      }
    }
  }

  private void backward(int shard) {
    int endChunk = endChunk(shard);
    for (int chunk = shard * pass.chunksPerShard; chunk < endChunk; chunk++) {
      backward(chunk, shard);
    }
  }

  /** From behind the meeting stage at the segment's end to behind the one at its beginning. */
  private void backward(int chunk, int shard) {
    int end = segment == starts.length - 1 ? stages.size() : starts[segment + 1] + 1;
    int begin = segment == 0 ? 0 : starts[segment] + 1;
    for (int i = end - 1; i >= begin; i--) {
      stages.get(i).backward(chunk, shard, pass);
    }
    if (segment > 0) {
      meeting(segment).lookBack(chunk, pass);
    }
  }

  private int endChunk(int shard) {
    return Math.min(pass.chunks, (shard + 1) * pass.chunksPerShard);
  }
}
