package dev.trainyard.access;

import dev.trainyard.web.FilterOrder;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** The doors in front of everything that the service answers. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessSettings.class)
class AccessConfiguration {

  @Bean
  AccessProblems accessProblems(
      @Lazy @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
    return new AccessProblems(problems);
  }

  @Bean
  FilterRegistrationBean<AddressFilter> addresses(
      AccessSettings settings,
      AccessProblems problems,
      @Value("${server.address:#{null}}") @Nullable InetAddress bound) {
    OwnNames names = new OwnNames(bound, settings.hosts());
    var registration =
        new FilterRegistrationBean<>(new AddressFilter(names, settings.origins(), problems));
    registration.setOrder(FilterOrder.ADDRESS);
    return registration;
  }
}
