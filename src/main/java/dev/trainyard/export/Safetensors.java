package dev.trainyard.export;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes tensors in the format safetensors: the length of the header (8 bytes, the lowest first),
 * the header in JSON, filled up with blanks to a multiple of 8, and the values without a gap.
 */
final class Safetensors {
  private static final int ALIGNMENT = 8;

  /** How a tensor lies behind the header, as the header says; always in the same order. */
  record Place(
      String dtype, List<Integer> shape, @JsonProperty("data_offsets") List<Long> offsets) {}

  private Safetensors() {}

  /**
   * The file.
   *
   * @param metadata goes into the header, as {@code __metadata__}
   */
  static byte[] bytes(List<Tensor> tensors, Map<String, String> metadata) {
    byte[] header = header(tensors, metadata);
    long values = tensors.stream().mapToLong(Tensor::bytes).sum();
    int begin = Math.ceilDiv(header.length, ALIGNMENT) * ALIGNMENT;
    ByteBuffer file =
        ByteBuffer.allocate(Math.toIntExact(Long.BYTES + begin + values))
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(begin)
            .put(header)
            .put(" ".repeat(begin - header.length).getBytes(StandardCharsets.UTF_8));
    tensors.forEach(tensor -> tensor.putInto(file));
    return file.array();
  }

  private static byte[] header(List<Tensor> tensors, Map<String, String> metadata) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("__metadata__", metadata);
    long offset = 0;
    for (Tensor tensor : tensors) {
      long end = offset + tensor.bytes();
      header.put(tensor.name(), new Place("F32", tensor.shape(), List.of(offset, end)));
      offset = end;
    }
    return JsonMapper.shared().writeValueAsBytes(header);
  }
}
