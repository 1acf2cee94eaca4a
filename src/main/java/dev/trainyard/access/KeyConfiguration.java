package dev.trainyard.access;

import dev.trainyard.web.FilterOrder;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

/** Who may call what: one chain for all paths, without sessions, cookies and forms. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class KeyConfiguration {
  /** What a client needs before it can have a key: pages, the description, and health. */
  private static final String[] OPEN = {
    "/",
    "/index.html",
    "/page/**",
    "/webjars/uplot/**",
    "/swagger-ui.html",
    "/swagger-ui/**",
    "/v3/api-docs",
    "/v3/api-docs/**",
    "/v3/api-docs.yaml",
    "/actuator/health",
    "/actuator/health/liveness",
    "/actuator/health/readiness"
  };

  @Bean
  Keys keys(
      AccessSettings settings, @Value("${server.address:#{null}}") @Nullable InetAddress bound) {
    return new Keys(new KeyFile(settings.keysFile()), bound == null || !bound.isLoopbackAddress());
  }

  @Bean
  SecurityFilterChain requests(
      HttpSecurity http,
      Keys keys,
      AccessSettings settings,
      AccessProblems problems,
      @Value("${trainyard.data-dir}") Path data,
      Clock clock) {
    KeyAuthentication senders = new KeyAuthentication(keys, new LastUses(data, clock));
    AuthenticationFilter keyFilter = new AuthenticationFilter(senders, senders);
    keyFilter.setSuccessHandler((_, _, _) -> {});
    keyFilter.setFailureHandler(
        (request, response, e) ->
            problems.refuseKey(request, response, String.valueOf(e.getMessage())));
    if (settings.origins().isEmpty()) {
      http.cors(AbstractHttpConfigurer::disable);
    } else {
      http.cors(cors -> cors.configurationSource(openTo(settings.origins())));
    }
    return http.csrf(AbstractHttpConfigurer::disable)
        .headers(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(KeyConfiguration::roles)
        .exceptionHandling(
            failures ->
                failures
                    .authenticationEntryPoint(
                        (request, response, _) -> problems.needKey(request, response))
                    .accessDeniedHandler(
                        (request, response, _) -> problems.needRole(request, response)))
        .addFilterBefore(keyFilter, AuthorizationFilter.class)
        .build();
  }

  /** What changes nothing is read; every other method, known or not, writes. */
  private static void roles(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          requests) {
    for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.HEAD)) {
      requests.requestMatchers(method, OPEN).permitAll();
    }
    for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS)) {
      requests.requestMatchers(method).hasAuthority(Role.READ.toString());
    }
    requests.anyRequest().hasAuthority(Role.WRITE.toString());
  }

  private static UrlBasedCorsConfigurationSource openTo(List<String> origins) {
    CorsConfiguration cors = new CorsConfiguration();
    cors.setAllowedOrigins(origins);
    cors.setAllowedMethods(List.of("GET", "HEAD", "POST", "DELETE"));
    cors.setAllowedHeaders(
        List.of(
            HttpHeaders.AUTHORIZATION,
            HttpHeaders.CONTENT_TYPE,
            "Idempotency-Key",
            "Last-Event-ID"));
    cors.setExposedHeaders(List.of(HttpHeaders.LOCATION, HttpHeaders.CONTENT_DISPOSITION));
    UrlBasedCorsConfigurationSource everywhere = new UrlBasedCorsConfigurationSource();
    everywhere.registerCorsConfiguration("/**", cors);
    return everywhere;
  }

  /**
   * Refuses paths that could be read in two ways. Methods, headers, parameters and semicolons are
   * refused elsewhere, with the place where they are wrong.
   */
  @Bean
  StrictHttpFirewall plainPaths() {
    StrictHttpFirewall firewall = new StrictHttpFirewall();
    firewall.setUnsafeAllowAnyHttpMethod(true);
    firewall.setAllowSemicolon(true);
    firewall.setAllowedHeaderNames(_ -> true);
    firewall.setAllowedHeaderValues(_ -> true);
    firewall.setAllowedParameterNames(_ -> true);
    firewall.setAllowedParameterValues(_ -> true);
    return firewall;
  }

  @Bean
  RequestRejectedHandler pathsThatAreNotPlain(AccessProblems problems) {
    return (request, response, _) -> problems.ambiguous(request, response);
  }

  /** Requests only: what the container does with one later on is still the same request. */
  @Bean
  FilterRegistrationBean<Filter> keyDoor(@Qualifier("springSecurityFilterChain") Filter chain) {
    FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(chain);
    registration.setOrder(FilterOrder.KEYS);
    registration.setDispatcherTypes(DispatcherType.REQUEST);
    return registration;
  }
}
