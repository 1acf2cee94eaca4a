package dev.trainyard.engine.cuda;

import dev.trainyard.engine.EngineProvenance;
import dev.trainyard.engine.cuda.driver.Card;
import dev.trainyard.engine.cuda.driver.CudaSettings;
import dev.trainyard.engine.cuda.driver.Kernels;

/** A card that is ready: with its kernels, the images that are on it, and what it computes with. */
record OpenCard(Card card, Kernels kernels, CardImages images, EngineProvenance provenance) {

  static OpenCard of(Card card, Kernels kernels, CudaSettings settings) {
    String precision = settings.tf32() ? "TF32" : "float32";
    EngineProvenance provenance =
        new EngineProvenance(
            CudaEngine.NAME,
            "Trainyard",
            "%s, %s".formatted(card.libraries(), precision),
            1,
            "%s (%s, %d MiB)".formatted(card.name(), card.architecture(), card.memory() >> 20));
    return new OpenCard(card, kernels, new CardImages(card), provenance);
  }
}
