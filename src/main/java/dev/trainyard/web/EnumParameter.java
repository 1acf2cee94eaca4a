package dev.trainyard.web;

import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.converter.ConverterFactory;
import tools.jackson.databind.json.JsonMapper;

/** Reads an enum in a path or a query by its name in JSON. */
@SuppressWarnings("rawtypes")
record EnumParameter(JsonMapper mapper) implements ConverterFactory<String, Enum> {

  @Override
  public <T extends Enum> Converter<String, T> getConverter(Class<T> type) {
    return name -> mapper.convertValue(name, type);
  }
}
