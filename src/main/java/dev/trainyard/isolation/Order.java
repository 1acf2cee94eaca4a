package dev.trainyard.isolation;

import dev.trainyard.dataset.DatasetFacts;
import dev.trainyard.engine.Checkpoint;
import dev.trainyard.experiment.TrialSpec;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a process is to train; the first that it is told.
 *
 * @param dataset what is known of the spec's dataset
 * @param datasets the directory of all datasets; that of the spec is there
 * @param engine that trains it
 * @param cores that it may use; more or fewer later
 * @param from the checkpoint to go on from; null to begin
 */
record Order(
    TrialSpec spec,
    DatasetFacts dataset,
    Path datasets,
    String engine,
    int cores,
    @Nullable Checkpoint from) {

  void write(DataOutputStream out) throws IOException {
    Pipe.write(out, JsonMapper.shared().writeValueAsString(spec));
    Pipe.write(out, JsonMapper.shared().writeValueAsString(dataset));
    Pipe.write(out, datasets.toString());
    Pipe.write(out, engine);
    out.writeInt(cores);
    out.writeBoolean(from != null);
    if (from != null) {
      Pipe.write(out, from);
    }
    out.flush();
  }

  static Order read(DataInputStream in) throws IOException {
    return new Order(
        read(Pipe.readText(in), TrialSpec.class),
        read(Pipe.readText(in), DatasetFacts.class),
        Path.of(Pipe.readText(in)),
        Pipe.readText(in),
        in.readInt(),
        in.readBoolean() ? Pipe.readCheckpoint(in) : null);
  }

  private static <T> T read(String json, Class<T> type) throws Garbled {
    try {
      return JsonMapper.shared().readValue(json, type);
    } catch (JacksonException e) {
      throw new Garbled(
          "a %s that cannot be read (%s)".formatted(type.getSimpleName(), e.getOriginalMessage()));
    }
  }
}
