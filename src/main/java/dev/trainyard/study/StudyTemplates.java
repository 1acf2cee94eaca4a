package dev.trainyard.study;

import dev.trainyard.experiment.ExperimentGroups;
import dev.trainyard.refusal.Refusal;
import dev.trainyard.web.RequestBinder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** All templates, as the files in {@code studies} have them: {@code <name>.json} each. */
@Component
class StudyTemplates {
  private static final String FILES = "classpath:studies/*.json";

  private final SingletonSupplier<List<StudyTemplate>> all;

  /** Those of the class path, which are read when they are first asked for. */
  StudyTemplates(
      ResourcePatternResolver resources, RequestBinder binder, ExperimentGroups submissions) {
    all = SingletonSupplier.of(() -> read(resources, binder, submissions));
  }

  /**
   * All of them, by name.
   *
   * @throws IllegalStateException naming the file and what is wrong, if one could not be queued
   */
  List<StudyTemplate> all() {
    return all.obtain();
  }

  /**
   * The template of this name.
   *
   * @throws Refusal INVALID naming those that there are
   */
  StudyTemplate get(String name) {
    return find(name).orElseThrow(() -> unknown(name));
  }

  /** The template of this name, if there is one in this version of the service. */
  Optional<StudyTemplate> find(String name) {
    return all().stream().filter(template -> template.name().equals(name)).findFirst();
  }

  private Refusal unknown(String name) {
    List<String> names = all().stream().map(StudyTemplate::name).toList();
    return Refusal.invalid(
        "template",
        "there is no template '%s'; known are %s".formatted(name, String.join(", ", names)));
  }

  private static List<StudyTemplate> read(
      ResourcePatternResolver resources, RequestBinder binder, ExperimentGroups submissions) {
    try {
      List<StudyTemplate> read = new ArrayList<>();
      for (Resource file : resources.getResources(FILES)) {
        read.add(read(file, binder, submissions));
      }
      read.sort(Comparator.comparing(StudyTemplate::name));
      return List.copyOf(read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static StudyTemplate read(
      Resource file, RequestBinder binder, ExperimentGroups submissions) throws IOException {
    try (InputStream json = file.getInputStream()) {
      StudyTemplate template = binder.bind(binder.read(json), StudyTemplate.class);
      require(
          (template.name() + ".json").equals(file.getFilename()),
          file,
          "is named %s inside".formatted(template.name()));
      Set<String> keys = new HashSet<>();
      for (StudyTemplate.Part part : template.experiments()) {
        require(keys.add(part.key()), file, "has the key %s twice".formatted(part.key()));
        check(part, file, submissions);
      }
      return template;
    } catch (Refusal e) {
      throw new IllegalStateException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static void check(StudyTemplate.Part part, Resource file, ExperimentGroups submissions) {
    try {
      submissions.check(part.experiment());
    } catch (Refusal e) {
      throw new IllegalStateException(
          "%s, experiment %s: %s".formatted(file, part.key(), e.getMessage()), e);
    }
  }

  private static void require(boolean fact, Resource file, String otherwise) {
    if (!fact) {
      throw new IllegalStateException("%s %s".formatted(file, otherwise));
    }
  }
}
