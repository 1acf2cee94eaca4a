package dev.trainyard.experiment.web;

/** Requests that work as they stand. */
final class Examples {
  static final String PRESET = "{\"network\": \"baseline\"}";

  static final String TRAINING =
      """
      {
        "name": "baseline with Adam",
        "network": "baseline",
        "training": {"epochs": 3, "batchSize": 64, "optimizer": {"type": "adam", "learningRate": 0.001}}
      }
      """;

  static final String RECIPE =
      """
      {
        "name": "held out, stopped early",
        "network": "baseline",
        "training": {
          "epochs": 20,
          "optimizer": {"type": "nesterov", "learningRate": 0.1},
          "schedule": {"type": "cosine", "warmUpEpochs": 1},
          "labelSmoothing": 0.1,
          "clipping": {"norm": 5},
          "validation": {"source": "holdout", "fraction": 0.1},
          "earlyStopping": {"metric": "loss", "patience": 5, "restoreBest": true}
        }
      }
      """;

  static final String OWN_NETWORK =
      """
      {
        "name": "one hidden layer",
        "network": {
          "layers": [
            {"type": "flatten"},
            {"type": "dense", "units": 32, "activation": "relu"},
            {"type": "dense", "units": 10, "activation": "softmax"}
          ]
        },
        "training": {"epochs": 2}
      }
      """;

  static final String SWEEP =
      """
      {
        "name": "weight decay",
        "network": "baseline",
        "training": {"epochs": 2},
        "sweep": {"training.l2": [0.00001, 0.0001, 0.001]},
        "replicates": 2,
        "reference": {"label": "Hinton", "value": 0.9847}
      }
      """;

  static final String SEARCH =
      """
      {
        "name": "learning rate and units",
        "network": "baseline",
        "training": {"epochs": 2},
        "sweep": {
          "training.optimizer.learningRate": {"from": 0.01, "to": 1, "scale": "log"},
          "network.layers[1].units": {"from": 16, "to": 64}
        },
        "search": {"type": "sobol", "samples": 4}
      }
      """;

  private Examples() {}
}
