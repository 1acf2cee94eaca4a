package dev.trainyard;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import jakarta.persistence.Entity;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.data.repository.Repository;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.web.bind.annotation.RestController;

/** The rules of the architecture; a broken one fails the build. */
@Execution(ExecutionMode.CONCURRENT)
class ArchitectureTest {

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.trainyard");

  @Test
  void modulesDependInOneDirectionAndOnEachOthersApiOnly() {
    ApplicationModules.of(TrainyardApplication.class).verify();
  }

  @Test
  void noTwoPackagesKnowEachOther() {
    SlicesRuleDefinition.slices()
        .matching("dev.(trainyard..)")
        .should()
        .beFreeOfCycles()
        .check(PRODUCT);
  }

  @Test
  void noPackageIsAHall() {
    PRODUCT.stream()
        .filter(JavaClass::isTopLevelClass)
        .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()))
        .forEach((room, files) -> assertThat(files).as(room).isLessThanOrEqualTo(36));
  }

  @Test
  void enginesAreNamedWhereTheyAreRegisteredOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "..engine.cuda..", "..engine.dl4j..", "..engine.fused..", "..engine.registry..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..engine.cuda..", "..engine.dl4j..", "..engine.fused..")
        .check(PRODUCT);
  }

  @Test
  void whatIsTrainedAndHowAndWhatItComesToKnowsNeitherSpringNorJpa() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "..dataset..",
            "..intake..",
            "..network..",
            "..training..",
            "..engine..",
            "..statistics..",
            "..outcome..")
        .and()
        .resideOutsideOfPackage("..engine.registry..")
        .and()
        .haveSimpleNameNotEndingWith("package-info")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework..", "jakarta.persistence..")
        .check(PRODUCT);
  }

  @Test
  void entitiesAndRepositoriesStayInTheirPackage() {
    classes()
        .that()
        .areAnnotatedWith(Entity.class)
        .or()
        .areAssignableTo(Repository.class)
        .should()
        .bePackagePrivate()
        .check(PRODUCT);
  }

  @Test
  void webControllersTouchNoEntity() {
    noClasses()
        .that()
        .areAnnotatedWith(RestController.class)
        .should()
        .dependOnClassesThat()
        .areAnnotatedWith(Entity.class)
        .check(PRODUCT);
  }

  @Test
  void whatIsNotAboutHttpKnowsNothingOfIt() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "..refusal..",
            "..database..",
            "..experiment",
            "..experiment.spec..",
            "..experiment.ledger..",
            "..experiment.work..",
            "..experiment.forecast..",
            "..experiment.group..",
            "..isolation..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework.http..", "org.springframework.web..")
        .check(PRODUCT);
  }

  /** Whoever makes objects of what a stranger has written lets the stranger choose the classes. */
  @Test
  void nothingIsDeserialised() {
    noClasses()
        .should()
        .callCodeUnitWhere(
            target(owner(assignableTo(java.io.ObjectInput.class)))
                .or(target(owner(assignableTo(java.beans.XMLDecoder.class))))
                .or(target(name("readObject")))
                .or(target(name("readUnshared")))
                .or(
                    target(name("deserialize"))
                        .and(target(owner(not(resideInAPackage("dev.trainyard..")))))))
        .check(PRODUCT);
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.yaml.snakeyaml..",
            "org.nd4j.shade.jackson..",
            "org.springframework.core.serializer..",
            "org.apache.commons.lang3..",
            "com.esotericsoftware..",
            "com.thoughtworks.xstream..",
            "java.rmi..",
            "javax.naming..")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.springframework.util.SerializationUtils")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.nd4j.common.util.SerializationUtils")
        .check(PRODUCT);
  }

  /** A zip of DL4J is written, never read: what is in it names classes. */
  @Test
  void noModelIsReadFromAFile() {
    noClasses()
        .should()
        .callCodeUnitWhere(
            target(owner(simpleName("ModelSerializer")))
                .and(target(nameMatching("restore.*|add.*|task.*"))))
        .check(PRODUCT);
  }

  /** Where a dataset may come from, its description and the settings say, never a request. */
  @Test
  void onlyTheSourcesOfDatasetsFetchAnything() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.trainyard.dataset")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net.http..", "org.springframework.web.client..")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(java.net.URLConnection.class)
        .orShould()
        .callCodeUnitWhere(
            target(owner(assignableTo(java.net.URL.class)))
                .and(target(nameMatching("open.*|getContent"))))
        .check(PRODUCT);
  }

  @Test
  void everyPackageSaysWhatItIsForAndIsNullMarked() {
    classes()
        .that(not(simpleNameEndingWith("package-info")).and(resideInAPackage("dev.trainyard..")))
        .should(beInANullMarkedPackage())
        .check(PRODUCT);
  }

  private static ArchCondition<JavaClass> beInANullMarkedPackage() {
    return new ArchCondition<>("be in a null-marked package") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (type.getPackage().tryGetAnnotationOfType(NullMarked.class).isEmpty()) {
          events.add(
              SimpleConditionEvent.violated(
                  type, type.getPackageName() + " has no package-info.java with @NullMarked"));
        }
      }
    };
  }
}
