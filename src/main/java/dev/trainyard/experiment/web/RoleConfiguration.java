package dev.trainyard.experiment.web;

import dev.trainyard.experiment.WorkSettings;
import dev.trainyard.web.FilterOrder;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Keeps the API shut where it is not this process's role. */
@Configuration(proxyBeanMethods = false)
class RoleConfiguration {

  @Bean
  FilterRegistrationBean<WorkerOnlyFilter> workerDoor(
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems,
      WorkSettings settings) {
    var door = new FilterRegistrationBean<>(new WorkerOnlyFilter(problems));
    door.setEnabled(!settings.roles().contains(WorkSettings.Role.API));
    door.setOrder(FilterOrder.WORKER);
    return door;
  }
}
