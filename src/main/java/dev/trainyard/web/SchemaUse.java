package dev.trainyard.web;

/** From which side a type's JSON is described. */
enum SchemaUse {
  /** What the service writes: all is there that is not left out for being null. */
  ANSWER(""),
  /** What a user writes: what has a default may be missing, and nothing else may be there. */
  REQUEST("Request"),
  /** Any part of what a user writes; the rest is taken from somewhere else, field by field. */
  PART("Part");

  private final String suffix;

  SchemaUse(String suffix) {
    this.suffix = suffix;
  }

  /** What the schema of a type with this name is called. */
  String named(String type) {
    return type.endsWith(suffix) ? type : type + suffix;
  }

  /** The use of what stands within a type: one that is called a request is nothing else. */
  SchemaUse within(String type) {
    return this == ANSWER && type.endsWith(REQUEST.suffix) ? REQUEST : this;
  }
}
