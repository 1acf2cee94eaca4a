package dev.trainyard.engine;

import dev.trainyard.network.Network;
import dev.trainyard.network.Network.PlacedLayer;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Where the optimizer's state of each parameter lies in DL4J's flat array ({@code
 * Updater.getStateViewArray()}).
 *
 * <p>DL4J updates adjacent parameters together and keeps, for each such run, the first state of all
 * its parameters, then the second. Running averages have no optimizer and stand between the runs:
 * without them there is one run.
 */
public final class StateLayout {

  /**
   * Adjacent parameters.
   *
   * @param state offset of their first state
   * @param parameter offset of the first parameter
   * @param size number of parameters
   */
  private record Run(int state, int parameter, int size) {}

  private final NavigableMap<Integer, Run> runs;
  private final int size;

  private StateLayout(NavigableMap<Integer, Run> runs, int size) {
    this.runs = runs;
    this.size = size;
  }

  /**
   * The layout for an optimizer.
   *
   * @param states values that the optimizer keeps for each parameter
   */
  public static StateLayout of(Network network, int states) {
    NavigableMap<Integer, Run> runs = new TreeMap<>();
    int begin = 0;
    int end = 0;
    int size = 0;
    for (PlacedLayer placed : network.layers()) {
      end += Math.toIntExact(placed.parameters());
      if (placed.statistics() > 0) {
        runs.put(begin, new Run(size, begin, end - begin));
        size = Math.addExact(size, Math.multiplyExact(states, end - begin));
        end += Math.toIntExact(placed.statistics());
        begin = end;
      }
    }
    runs.put(begin, new Run(size, begin, end - begin));
    return new StateLayout(runs, Math.addExact(size, Math.multiplyExact(states, end - begin)));
  }

  /** The length of the array. */
  public int size() {
    return size;
  }

  /**
   * What to add to the offset of a parameter to get that of its state. The same for all parameters
   * of a layer.
   *
   * @param state the state's number, from 0
   * @param parameter an offset in the array of parameters
   */
  public int shift(int state, int parameter) {
    Map.Entry<Integer, Run> entry = runs.floorEntry(parameter);
    if (entry == null) {
      throw new IllegalArgumentException("no parameter " + parameter);
    }
    Run run = entry.getValue();
    return run.state() + state * run.size() - run.parameter();
  }
}
