package dev.trainyard.export;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.LongStream;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.UnsafeByteOperations;

/**
 * A graph of ONNX in the making: a chain of nodes, each of which takes what the one before it has
 * made and calls its own after itself.
 */
final class OnnxGraph {
  private static final String BATCH = "batch";

  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private String value;

  /**
   * A graph of one input.
   *
   * @param shape without the batch, which may be of any size
   */
  OnnxGraph(String name, String input, TensorProto.DataType type, List<Integer> shape) {
    graph.setName(name).addInput(described(input, type, shape));
    value = input;
  }

  /** What the last node has made. */
  String value() {
    return value;
  }

  /**
   * Adds a node to the end of the chain.
   *
   * @param name of the node and of what it makes; unique
   * @param further its inputs after the first one
   */
  void add(String operator, String name, List<String> further, AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(name)
            .addInput(value)
            .addAllInput(further)
            .addOutput(name)
            .addAllAttribute(List.of(attributes)));
    value = name;
  }

  /** Keeps a constant and returns its name. */
  String constant(Tensor tensor) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(tensor.bytes()));
    tensor.putInto(bytes);
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(tensor.name())
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .addAllDims(tensor.shape().stream().map(Integer::longValue).toList())
            .setRawData(UnsafeByteOperations.unsafeWrap(bytes.flip())));
    return tensor.name();
  }

  /**
   * The graph, whose last node makes its one output.
   *
   * @param shape without the batch
   */
  GraphProto endingIn(String output, List<Integer> shape, String description) {
    graph.getNodeBuilder(graph.getNodeCount() - 1).setOutput(0, output);
    return graph
        .addOutput(described(output, TensorProto.DataType.FLOAT, shape))
        .setDocString(description)
        .build();
  }

  static AttributeProto attribute(String name, long... values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INTS)
        .addAllInts(LongStream.of(values).boxed().toList())
        .build();
  }

  static AttributeProto number(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  static AttributeProto number(String name, float value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.FLOAT)
        .setF(value)
        .build();
  }

  private static ValueInfoProto described(
      String name, TensorProto.DataType type, List<Integer> shape) {
    TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
    dimensions.addDimBuilder().setDimParam(BATCH);
    shape.forEach(length -> dimensions.addDimBuilder().setDimValue(length));
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(type.getNumber())
                        .setShape(dimensions)))
        .build();
  }
}
