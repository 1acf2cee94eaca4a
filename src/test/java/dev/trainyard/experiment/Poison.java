package dev.trainyard.experiment;

import dev.trainyard.engine.TrainingPlan;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.matcher.ElementMatchers;
import org.jspecify.annotations.NullUnmarked;

/**
 * An agent that halts every process which begins to train with a certain seed: a trial that no
 * process survives, whichever it is trained in. With another seed it uses up the heap.
 */
@NullUnmarked
public final class Poison {
  static final long SEED = 666;
  static final int EXIT_STATUS = 66;

  /** Of a trial that takes all memory that there is. */
  static final long GREEDY_SEED = 667;

  /** By its name, because a class that is loaded already is not woven. */
  private static final String WHERE = "dev.trainyard.engine.EpochLoop";

  private Poison() {}

  /** Woven into {@code EpochLoop}. */
  static final class Halt {
    @Advice.OnMethodExit
    static void afterConstruction(@Advice.Argument(0) TrainingPlan plan) {
      if (plan.training().seed() == SEED) {
        Runtime.getRuntime().halt(EXIT_STATUS);
      }
      if (plan.training().seed() == GREEDY_SEED) {
        List<byte[]> all = new ArrayList<>();
        while (all.size() < Integer.MAX_VALUE) {
          all.add(new byte[1 << 20]);
        }
      }
    }
  }

  public static void premain(String arguments, Instrumentation instrumentation) {
    new AgentBuilder.Default()
        .type(ElementMatchers.named(WHERE))
        .transform(
            (builder, type, loader, module, domain) ->
                builder.visit(Advice.to(Halt.class).on(ElementMatchers.isConstructor())))
        .installOn(instrumentation);
  }

  /** The environment of a process, and of those that it starts, in which the agent is at work. */
  static Map<String, String> environment(Path directory) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(new Attributes.Name("Premain-Class"), Poison.class.getName());
    attributes.put(
        Attributes.Name.CLASS_PATH,
        AgentBuilder.class.getProtectionDomain().getCodeSource().getLocation().toString());
    Path jar = directory.resolve("poison.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream classes = new JarOutputStream(file, manifest)) {
      for (Class<?> type : new Class<?>[] {Poison.class, Halt.class}) {
        String name = type.getName().replace('.', '/') + ".class";
        classes.putNextEntry(new JarEntry(name));
        Poison.class.getClassLoader().getResourceAsStream(name).transferTo(classes);
      }
    }
    return Map.of("JAVA_TOOL_OPTIONS", "-javaagent:" + jar);
  }
}
