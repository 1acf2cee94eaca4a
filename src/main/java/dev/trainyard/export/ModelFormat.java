package dev.trainyard.export;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trainyard.web.AnswerFormat;
import org.springframework.http.MediaType;

/**
 * What a trained network can be had as. ONNX and safetensors have no registered media type; theirs
 * are those that are in use.
 */
enum ModelFormat implements AnswerFormat {
  /** The zip of DL4J's {@code ModelSerializer}. */
  @JsonProperty("dl4j-zip")
  DL4J_ZIP(ModelFormat.ZIP_TYPE),
  /** The whole network, from bytes to probabilities, for any runtime. */
  @JsonProperty("onnx")
  ONNX(ModelFormat.ONNX_TYPE),
  /** The parameters alone, as Keras has them. */
  @JsonProperty("safetensors")
  SAFETENSORS(ModelFormat.SAFETENSORS_TYPE),
  /** A Python script for Keras 3. */
  @JsonProperty("keras")
  KERAS(ModelFormat.PYTHON_TYPE + ModelFormat.UTF_8),
  /** A Java class for DL4J. */
  @JsonProperty("dl4j")
  DL4J(ModelFormat.JAVA_TYPE + ModelFormat.UTF_8);

  static final String ZIP_TYPE = "application/zip";
  static final String ONNX_TYPE = "application/onnx";
  static final String SAFETENSORS_TYPE = "application/safetensors";
  static final String PYTHON_TYPE = "text/x-python";
  static final String JAVA_TYPE = "text/x-java-source";
  private static final String UTF_8 = ";charset=UTF-8";

  private final String type;

  ModelFormat(String type) {
    this.type = type;
  }

  @Override
  public MediaType type() {
    return MediaType.valueOf(type);
  }

  /** What a file with this network is to be called: a Java class has to bear the file's name. */
  String fileName(ModelOrigin origin) {
    return switch (this) {
      case DL4J_ZIP -> origin.fileName() + ".zip";
      case ONNX -> origin.fileName() + ".onnx";
      case SAFETENSORS -> origin.fileName() + ".safetensors";
      case KERAS -> origin.fileName() + ".py";
      case DL4J -> origin.className() + ".java";
    };
  }
}
