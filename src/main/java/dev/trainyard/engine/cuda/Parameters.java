package dev.trainyard.engine.cuda;

import dev.trainyard.engine.ParameterLayout;
import dev.trainyard.engine.StateLayout;
import dev.trainyard.network.Network;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All parameters of a network in one array on the card, with arrays like it for their gradients and
 * the optimizer's state, so that one kernel updates them all.
 */
final class Parameters {
  /** Tensors begin at multiples of so many floats, as matrix products like it. */
  private static final int ALIGNMENT = 64;

  /** Tensors of a layer at most. */
  private static final int TENSORS = 4;

  /**
   * A tensor's place.
   *
   * @param start its first value in these arrays
   * @param dl4j the place of each in DL4J's flat array
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Part(int start, int[] dl4j) {}

  private final Workspace workspace;
  private final int count;
  private final long values;
  private final long gradients;
  private final long[] states;
  private final List<Part> parts = new ArrayList<>();
  private final List<Penalty> penalties = new ArrayList<>(List.of(Penalty.UNTRAINED));
  private final byte[] kinds;
  private int end;

  /**
   * Room for the parameters of a network.
   *
   * @param states values that the optimizer keeps for each; with {@code learns} only
   * @param learns whether there are gradients
   */
  Parameters(Workspace workspace, Network network, int states, boolean learns) {
    this.workspace = workspace;
    this.count =
        Math.addExact(ParameterLayout.size(network), network.layers().size() * TENSORS * ALIGNMENT);
    this.values = cleared();
    this.gradients = learns ? cleared() : 0;
    this.states = new long[learns ? states : 0];
    for (int state = 0; state < this.states.length; state++) {
      this.states[state] = cleared();
    }
    this.kinds = new byte[count];
  }

  private long cleared() {
    long address = workspace.floats(count);
    workspace.clear(address, count);
    return address;
  }

  /**
   * Adds a tensor.
   *
   * @param dl4j the place of each of its values in DL4J's flat array
   */
  Tensor add(int[] dl4j, Penalty penalty) {
    int start = end;
    end += Math.ceilDiv(dl4j.length, ALIGNMENT) * ALIGNMENT;
    parts.add(new Part(start, dl4j));
    if (!penalties.contains(penalty)) {
      penalties.add(penalty);
    }
    Arrays.fill(kinds, start, start + dl4j.length, (byte) penalties.indexOf(penalty));
    return new Tensor(
        Workspace.at(values, start), gradients == 0 ? 0 : Workspace.at(gradients, start));
  }

  /** Values in each array, with what lies between the tensors. */
  int count() {
    return end;
  }

  /** The address of the parameters. */
  long values() {
    return values;
  }

  /** The address of their gradients. */
  long gradients() {
    return gradients;
  }

  /** The address of one of the optimizer's states; 0 where it keeps no such. */
  long state(int state) {
    return state < states.length ? states[state] : 0;
  }

  /** Puts a byte for each parameter onto the card: which of the {@link #copyPenalties} it has. */
  long copyKinds() {
    long address = workspace.bytes(count);
    workspace.stream().upload(address, MemorySegment.ofArray(kinds));
    return address;
  }

  /** Puts the penalties that there are onto the card. */
  long copyPenalties() {
    int[] words = new int[Penalty.WORDS * penalties.size()];
    for (int i = 0; i < penalties.size(); i++) {
      System.arraycopy(penalties.get(i).words(), 0, words, Penalty.WORDS * i, Penalty.WORDS);
    }
    return workspace.copyOf(words);
  }

  /** Takes the parameters from DL4J's flat array. */
  void load(float[] parameters) {
    float[] here = new float[end];
    for (Part part : parts) {
      for (int i = 0; i < part.dl4j().length; i++) {
        here[part.start() + i] = parameters[part.dl4j()[i]];
      }
    }
    workspace.upload(values, here);
  }

  /** Puts the parameters into DL4J's flat array. */
  void save(float[] parameters) {
    float[] here = workspace.floats(values, end);
    for (Part part : parts) {
      for (int i = 0; i < part.dl4j().length; i++) {
        parameters[part.dl4j()[i]] = here[part.start() + i];
      }
    }
  }

  /** Takes the optimizer's state from DL4J's flat array. */
  void loadState(float[] updaterState, StateLayout layout) {
    for (int state = 0; state < states.length; state++) {
      float[] here = new float[end];
      for (Part part : trained()) {
        int shift = layout.shift(state, part.dl4j()[0]);
        for (int i = 0; i < part.dl4j().length; i++) {
          here[part.start() + i] = updaterState[shift + part.dl4j()[i]];
        }
      }
      workspace.upload(states[state], here);
    }
  }

  /** Puts the optimizer's state into DL4J's flat array. */
  void saveState(float[] updaterState, StateLayout layout) {
    for (int state = 0; state < states.length; state++) {
      float[] here = workspace.floats(states[state], end);
      for (Part part : trained()) {
        int shift = layout.shift(state, part.dl4j()[0]);
        for (int i = 0; i < part.dl4j().length; i++) {
          updaterState[shift + part.dl4j()[i]] = here[part.start() + i];
        }
      }
    }
  }

  private List<Part> trained() {
    return parts.stream().filter(part -> kinds[part.start()] != 0).toList();
  }
}
