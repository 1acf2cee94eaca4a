package dev.trainyard.export;

import dev.trainyard.engine.TrainedModel;
import dev.trainyard.network.Network;
import dev.trainyard.network.Shape;
import java.util.List;
import onnx.Onnx.ModelProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;

/**
 * Writes a trained network as ONNX.
 *
 * <p>Its one input is {@value #INPUT}, bytes [batch, channels, height, width] from 0 to 255 as a
 * picture has them; the first two nodes bring them to floats from 0 to 1. Its one output is {@value
 * #OUTPUT}, floats [batch, classes], each row from 0 to 1 and 1 in total.
 */
final class OnnxWriter {
  static final String INPUT = "images";
  static final String OUTPUT = "probabilities";

  /** Of ONNX 1.12, the oldest that has all operators as they are used here and is in wide use. */
  private static final long OPERATOR_SET = 17;

  /** The version of the file format that came with {@link #OPERATOR_SET}. */
  private static final long FORMAT = 8;

  private static final float WHITE = 255;

  private OnnxWriter() {}

  /** The file. */
  static byte[] bytes(TrainedModel model, ModelOrigin origin) {
    ModelProto.Builder file =
        ModelProto.newBuilder()
            .setIrVersion(FORMAT)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPERATOR_SET))
            .setProducerName("Trainyard")
            .setProducerVersion(origin.version())
            .setDomain("dev.trainyard")
            .setModelVersion(origin.epoch())
            .setDocString(origin.title() + ". " + origin.sentence() + ".");
    origin
        .metadata()
        .forEach(
            (name, fact) ->
                file.addMetadataProps(
                    StringStringEntryProto.newBuilder().setKey(name).setValue(fact)));
    OnnxGraph graph = input(model.network(), origin);
    OnnxLayers layers = new OnnxLayers(graph, model);
    model.network().layers().forEach(layers::add);
    return file.setGraph(
            graph.endingIn(
                OUTPUT,
                List.of(model.network().classes()),
                "%s: bytes from 0 to 255 [batch, channels, height, width]; %s: a row for each image, a column for each label in the order of the metadata"
                    .formatted(INPUT, OUTPUT)))
        .build()
        .toByteArray();
  }

  private static OnnxGraph input(Network network, ModelOrigin origin) {
    Shape.Image image = (Shape.Image) network.input();
    OnnxGraph graph =
        new OnnxGraph(
            origin.fileName(),
            INPUT,
            TensorProto.DataType.UINT8,
            List.of(image.channels(), image.height(), image.width()));
    graph.add(
        "Cast",
        "pixels",
        List.of(),
        OnnxGraph.number("to", TensorProto.DataType.FLOAT.getNumber()));
    float[] white = {WHITE};
    graph.add("Div", "scaled", List.of(graph.constant(new Tensor("white", List.of(), white))));
    return graph;
  }
}
