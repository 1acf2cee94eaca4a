package dev.trainyard.engine.cuda;

import dev.trainyard.engine.cuda.driver.Card;
import dev.trainyard.engine.cuda.driver.Kernels;

/** A card that is ready: with its kernels, and the images that are on it. */
record OpenCard(Card card, Kernels kernels, CardImages images) {}
