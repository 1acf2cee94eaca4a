package dev.trainyard.intake;

/** The split that an image belongs to. */
enum Part {
  TRAIN,
  TEST,
  /** It is not split yet. */
  OPEN
}
