package dev.trainyard.database;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Has the watch see every failure of every connection, whoever uses it. */
@Configuration(proxyBeanMethods = false)
@SuppressWarnings("SameNameButDifferent") // SQLExceptionOverride has a type of the name Override
class GuardConfiguration {

  /**
   * In seconds: a server that has gone without a word is noticed. What the service asks takes
   * milliseconds, and training needs no connection. Parameters of the URL go before.
   */
  private static final Map<String, String> PATIENCE_WITH_POSTGRES =
      Map.of("connectTimeout", "10", "socketTimeout", "60", "tcpKeepAlive", "true");

  @Bean
  static BeanPostProcessor databaseGuard(ObjectProvider<DatabaseWatch> watch) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool) {
          pool.setExceptionOverride(new Sentry(watch.getObject()));
          String url = pool.getJdbcUrl();
          if (url != null && url.startsWith("jdbc:postgresql:")) {
            PATIENCE_WITH_POSTGRES.forEach(pool::addDataSourceProperty);
          }
        }
        return bean;
      }

      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof HikariDataSource pool
            ? new GuardedDataSource(pool, watch.getObject())
            : bean;
      }
    };
  }

  /** Sees what is thrown by a connection before anybody else does. */
  private record Sentry(DatabaseWatch watch) implements SQLExceptionOverride {
    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException failure) {
      return watch.notes(failure)
          ? SQLExceptionOverride.Override.MUST_EVICT
          : SQLExceptionOverride.Override.CONTINUE_EVICT;
    }
  }
}
