package dev.trainyard.settings;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Refuses an unknown log format. The log begins with it, and before the log begins nothing could be
 * said, so that it begins as text and the refusal comes after.
 */
public class LogFormatCheck
    implements ApplicationListener<ApplicationEnvironmentPreparedEvent>,
        ApplicationContextInitializer<ConfigurableApplicationContext>,
        Ordered {
  private static final String PROPERTY = "logging.structured.format.console";
  private static final List<String> FORMATS = List.of("ecs", "gelf", "logstash");

  private @Nullable String unknown;

  /** After the settings were found, before the log begins. */
  @Override
  public int getOrder() {
    return LoggingApplicationListener.DEFAULT_ORDER - 1;
  }

  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    ConfigurableEnvironment environment = event.getEnvironment();
    String written = environment.getProperty(PROPERTY, "");
    String format = written.strip();
    boolean isKnown = format.isEmpty() || FORMATS.contains(format.toLowerCase(Locale.ROOT));
    unknown = isKnown ? null : format;
    if (!isKnown || !format.equals(written)) {
      Map<String, Object> instead = Map.of(PROPERTY, isKnown ? format : "");
      environment.getPropertySources().addFirst(new MapPropertySource("log format", instead));
    }
  }

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    if (unknown != null) {
      throw Setting.of(PROPERTY)
          .wrong(
              "must be one of %s, not \"%s\"".formatted(String.join(", ", FORMATS), unknown), null);
    }
  }
}
