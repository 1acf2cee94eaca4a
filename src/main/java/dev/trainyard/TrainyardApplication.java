package dev.trainyard;

import dev.trainyard.access.AccessSettings;
import dev.trainyard.access.KeysCheck;
import dev.trainyard.access.KeysCommand;
import dev.trainyard.catalog.DatasetSettings;
import dev.trainyard.database.DatabaseCheck;
import dev.trainyard.experiment.WorkSettings;
import dev.trainyard.isolation.IsolationSettings;
import dev.trainyard.isolation.TrainingProcess;
import dev.trainyard.settings.EngineSettings;
import dev.trainyard.settings.Limits;
import dev.trainyard.settings.LogFormatCheck;
import dev.trainyard.settings.SettingsCheck;
import dev.trainyard.web.ProxySettings;
import java.util.Locale;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Starts the service, follows the command {@code keys}, or is the process in which a service trains
 * one trial.
 */
@SpringBootApplication
public class TrainyardApplication {

  public static void main(String[] args) {
    // Numbers in sentences are written as in English, whatever the machine's own language is.
    Locale.setDefault(Locale.ENGLISH);
    if (KeysCommand.isMeant(args)) {
      System.exit(KeysCommand.run(args, System.out, System.err));
    }
    if (TrainingProcess.isMeant(args)) {
      System.exit(TrainingProcess.run());
    }
    LastResort.install();
    SpringApplication application = new SpringApplication(TrainyardApplication.class);
    LogFormatCheck logFormat = new LogFormatCheck();
    application.addListeners(logFormat);
    application.addInitializers(
        logFormat,
        new SettingsCheck(
            WorkSettings.class,
            IsolationSettings.class,
            Limits.class,
            DatasetSettings.class,
            EngineSettings.class,
            AccessSettings.class,
            ProxySettings.class),
        new KeysCheck(),
        new DatabaseCheck());
    application.run(args);
  }
}
