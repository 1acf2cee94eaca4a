package dev.trainyard.isolation;

import java.io.DataInputStream;
import java.io.IOException;

/** What a process is told while it trains; a byte each, its place here. */
enum Command {
  /** Begin the next epoch. */
  GO_ON,
  /** End before the next mini-batch. */
  STOP,
  /** Use another number of cores; it follows as an int. */
  CORES;

  static Command read(DataInputStream in) throws IOException {
    int number = in.readByte();
    if (number < 0 || number >= values().length) {
      throw new Garbled("an unknown command %d".formatted(number));
    }
    return values()[number];
  }
}
