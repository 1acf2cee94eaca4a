package dev.trainyard.isolation;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** What a process is told while it trains; a letter each. */
enum Command {
  /** Begin the next epoch. */
  GO_ON('G'),
  /** End before the next mini-batch. */
  STOP('S'),
  /** Use another number of cores; it follows as an int. */
  CORES('C');

  private final char letter;

  Command(char letter) {
    this.letter = letter;
  }

  /** Writes it without sending it off. */
  void write(DataOutputStream out) throws IOException {
    out.writeByte(letter);
  }

  static Command read(DataInputStream in) throws IOException {
    int letter = in.readByte();
    for (Command command : values()) {
      if (command.letter == letter) {
        return command;
      }
    }
    throw new Garbled("an unknown command %d".formatted(letter));
  }
}
