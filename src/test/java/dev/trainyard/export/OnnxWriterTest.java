package dev.trainyard.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.catalog.Presets;
import dev.trainyard.dataset.BuiltInDatasets;
import dev.trainyard.engine.TrainedModel;
import dev.trainyard.network.Activation;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Padding;
import dev.trainyard.network.Shape;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.ValueInfoProto;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

@NullUnmarked
class OnnxWriterTest {
  private static final Layer SOFTMAX = new Layer.Dense(4, Activation.SOFTMAX);

  @Test
  void takesBytesOfAnyNumberOfImagesAndGivesProbabilities() {
    ModelProto file = file(Samples.of(Presets.find("lenet").orElseThrow()));

    ValueInfoProto input = file.getGraph().getInput(0);
    assertThat(input.getName()).isEqualTo("images");
    assertThat(input.getType().getTensorType().getElemType())
        .isEqualTo(TensorProto.DataType.UINT8.getNumber());
    assertThat(shape(input)).containsExactly("batch", "1", "28", "28");
    ValueInfoProto output = file.getGraph().getOutput(0);
    assertThat(output.getName()).isEqualTo("probabilities");
    assertThat(shape(output)).containsExactly("batch", "10");
    assertThat(operators(file)).startsWith("Cast", "Div").endsWith("Gemm", "Softmax");
  }

  @Test
  void saysWhereTheNetworkComesFrom() throws InvalidProtocolBufferException {
    TrainedModel model = Samples.of(Presets.find("baseline").orElseThrow());
    ModelOrigin origin = Samples.origin(model, Samples.HOSTILE, BuiltInDatasets.MNIST);

    ModelProto file = ModelProto.parseFrom(OnnxWriter.bytes(model, origin));

    Map<String, String> facts =
        file.getMetadataPropsList().stream()
            .collect(
                Collectors.toMap(StringStringEntryProto::getKey, StringStringEntryProto::getValue));
    assertThat(facts)
        .containsEntry("title", Samples.HOSTILE)
        .containsEntry("experiment", "7")
        .containsEntry("trial", "2")
        .containsEntry("epoch", "3")
        .containsEntry("seed", "11")
        .containsEntry("dataset", "mnist")
        .containsEntry("accuracy", "0.925")
        .containsEntry("labels", "[\"0\",\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\"]")
        .containsEntry("trainyard", "1.2.3");
    assertThat(file.getDocString())
        .isEqualTo(
            Samples.HOSTILE
                + ". The network of trial 2 of experiment 7 after epoch 3, trained on MNIST handwritten digits; accuracy 0.925 on the 10000 test images.");
    assertThat(file.getProducerName()).isEqualTo("Trainyard");
    assertThat(file.getProducerVersion()).isEqualTo("1.2.3");
    assertThat(file.getOpsetImport(0).getVersion()).isEqualTo(17);
    assertThat(file.getIrVersion()).isEqualTo(8);
  }

  @Test
  void leavesOutWhatDoesNothingWhenItPredicts() {
    ModelProto file =
        file(
            Samples.of(
                new Shape.Image(5, 5, 2),
                4,
                new Layer.Activate(Activation.LINEAR),
                new Layer.Flatten(),
                new Layer.Dropout(0.5),
                new Layer.Flatten(),
                SOFTMAX));

    assertThat(operators(file)).containsExactly("Cast", "Div", "Flatten", "Gemm", "Softmax");
  }

  @Test
  void countsPaddingOutAsTheLanguageHasIt() {
    ModelProto file =
        file(
            Samples.of(
                new Shape.Image(5, 6, 2),
                4,
                new Layer.Conv2d(3, 4, 2, Padding.SAME, Activation.RELU),
                new Layer.AvgPool2d(1, 2, Padding.SAME),
                new Layer.GlobalAvgPool2d(),
                SOFTMAX));

    assertThat(ints(node(file, "conv2d_0"), "pads")).containsExactly(1L, 1L, 2L, 1L);
    assertThat(ints(node(file, "avg_pool2d_1"), "pads")).containsExactly(0L, 0L, 0L, 0L);
    assertThat(shape(file, "conv2d_0.weight")).containsExactly(3L, 2L, 4L, 4L);
    assertThat(shape(file, "dense_3.weight")).containsExactly(4L, 3L);
  }

  private static ModelProto file(TrainedModel model) {
    try {
      return ModelProto.parseFrom(OnnxWriter.bytes(model, Samples.origin(model)));
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> operators(ModelProto file) {
    return file.getGraph().getNodeList().stream().map(NodeProto::getOpType).toList();
  }

  private static NodeProto node(ModelProto file, String name) {
    return file.getGraph().getNodeList().stream()
        .filter(node -> node.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<Long> ints(NodeProto node, String attribute) {
    return node.getAttributeList().stream()
        .filter(one -> one.getName().equals(attribute))
        .map(AttributeProto::getIntsList)
        .findFirst()
        .orElseThrow();
  }

  private static List<Long> shape(ModelProto file, String tensor) {
    return file.getGraph().getInitializerList().stream()
        .filter(one -> one.getName().equals(tensor))
        .map(TensorProto::getDimsList)
        .findFirst()
        .orElseThrow();
  }

  private static List<String> shape(ValueInfoProto value) {
    return value.getType().getTensorType().getShape().getDimList().stream()
        .map(OnnxWriterTest::length)
        .toList();
  }

  private static String length(TensorShapeProto.Dimension dimension) {
    return dimension.hasDimParam()
        ? dimension.getDimParam()
        : Long.toString(dimension.getDimValue());
  }
}
