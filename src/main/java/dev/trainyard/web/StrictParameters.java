package dev.trainyard.web;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.format.FormatterRegistry;
import org.springframework.format.support.FormattingConversionService;
import org.springframework.validation.Validator;
import org.springframework.web.bind.support.ConfigurableWebBindingInitializer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** How paths, queries and headers are read: each value as JSON has it, and no other way. */
@Configuration(proxyBeanMethods = false)
class StrictParameters implements WebMvcConfigurer {
  private final JsonMapper mapper;

  StrictParameters(JsonMapper mapper) {
    this.mapper = mapper;
  }

  @Override
  public void addFormatters(FormatterRegistry registry) {
    registry.addConverterFactory(new EnumParameter(mapper));
    registry.addConverter(String.class, Boolean.class, StrictParameters::truth);
    NumberParameter.addTo(registry);
  }

  @Bean
  ConfigurableWebBindingInitializer noSecondTry(
      @Qualifier("mvcConversionService") FormattingConversionService conversions,
      @Qualifier("mvcValidator") Validator validator) {
    var initializer = new ConfigurableWebBindingInitializer();
    initializer.setConversionService(new OneTry(conversions));
    initializer.setValidator(validator);
    return initializer;
  }

  private static Boolean truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  /**
   * Makes a failure final: after a {@link ConversionFailedException} Spring asks the property
   * editors of JavaBeans, which take {@code 0x1} for a number and the Java name of an enum for its
   * value.
   */
  private record OneTry(ConversionService conversions) implements ConversionService {

    /** Not the exception that lets Spring try on. */
    private static final class Unreadable extends ConversionException {
      private static final long serialVersionUID = 1L;

      Unreadable(ConversionFailedException cause) {
        super(String.valueOf(cause.getMessage()), cause);
      }
    }

    @Override
    public boolean canConvert(@Nullable Class<?> from, Class<?> to) {
      return conversions.canConvert(from, to);
    }

    @Override
    public boolean canConvert(@Nullable TypeDescriptor from, TypeDescriptor to) {
      return conversions.canConvert(from, to);
    }

    @Override
    public <T> @Nullable T convert(@Nullable Object value, Class<T> to) {
      try {
        return conversions.convert(value, to);
      } catch (ConversionFailedException e) {
        throw new Unreadable(e);
      }
    }

    @Override
    public @Nullable Object convert(
        @Nullable Object value, @Nullable TypeDescriptor from, TypeDescriptor to) {
      try {
        return conversions.convert(value, from, to);
      } catch (ConversionFailedException e) {
        throw new Unreadable(e);
      }
    }
  }
}
