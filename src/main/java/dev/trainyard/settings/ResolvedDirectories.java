package dev.trainyard.settings;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Resolves the directories as {@link SettingsCheck} does, and opens and checks nothing. */
public class ResolvedDirectories
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    BlankVariables.drop(context.getEnvironment());
    new Directories(context.getEnvironment()).resolve();
  }
}
