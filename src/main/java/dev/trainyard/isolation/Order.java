package dev.trainyard.isolation;

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
 * @param datasets the directory of all datasets; that of the spec is there
 * @param cores that it may use; more or fewer later
 * @param from the checkpoint to go on from; null to begin
 */
record Order(TrialSpec spec, Path datasets, int cores, @Nullable Checkpoint from) {

  void write(DataOutputStream out) throws IOException {
    Pipe.write(out, JsonMapper.shared().writeValueAsString(spec));
    Pipe.write(out, datasets.toString());
    out.writeInt(cores);
    out.writeBoolean(from != null);
    if (from != null) {
      Pipe.write(out, from);
    }
    out.flush();
  }

  static Order read(DataInputStream in) throws IOException {
    return new Order(
        spec(Pipe.readText(in)),
        Path.of(Pipe.readText(in)),
        in.readInt(),
        in.readBoolean() ? Pipe.readCheckpoint(in) : null);
  }

  private static TrialSpec spec(String json) throws Garbled {
    try {
      return JsonMapper.shared().readValue(json, TrialSpec.class);
    } catch (JacksonException e) {
      throw new Garbled("a spec that cannot be read (%s)".formatted(e.getOriginalMessage()));
    }
  }
}
