package dev.trainyard.engine;

import dev.trainyard.network.Network.PlacedLayer;

/**
 * What one layer of a trained network makes of one image.
 *
 * @param values of an image [channels][height][width], of a vector [size]; behind a flatten layer
 *     the values of a vector come channel by channel, as {@link ParameterLayout} counts inputs
 */
@SuppressWarnings("ArrayRecordComponent")
public record LayerOutput(PlacedLayer layer, float[] values) {}
