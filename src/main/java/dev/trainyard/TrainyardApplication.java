package dev.trainyard;

import dev.trainyard.database.DatabaseFileCheck;
import java.util.Locale;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the service. */
@SpringBootApplication
public class TrainyardApplication {

  public static void main(String[] args) {
    // Numbers in sentences are written as in English, whatever the machine's own language is.
    Locale.setDefault(Locale.ENGLISH);
    SpringApplication application = new SpringApplication(TrainyardApplication.class);
    application.addInitializers(new DatabaseFileCheck());
    application.run(args);
  }
}
