"""What PyTorch reaches with the recipe of the preset `baseline`.

usage: accuracy.py DATA_DIRECTORY SEEDS

Reads the IDX files, trains once for each seed from 1 on and prints the accuracy on the test images after 10 epochs: Glorot-uniform
kernels and no biases in the beginning, SGD with a learning rate of 0.1, mini-batches of 128 in a new random order in each epoch.
"""

import statistics
import sys

import torch
from torch import nn

from contestant import images, labels, workload

EPOCHS = 10
BATCH = 128


def train(seed, x, y):
    torch.manual_seed(seed)
    net, optimizer = workload("baseline")
    for layer in net:
        if isinstance(layer, nn.Linear):
            nn.init.xavier_uniform_(layer.weight)
            nn.init.zeros_(layer.bias)
    loss = nn.CrossEntropyLoss()
    for _ in range(EPOCHS):
        for batch in torch.randperm(len(y)).split(BATCH):
            optimizer.zero_grad()
            loss(net(x[batch]), y[batch]).backward()
            optimizer.step()
    return net


def main():
    directory, seeds = sys.argv[1], int(sys.argv[2])
    torch.set_num_threads(1)
    x, y = images(directory + "/train-images-idx3-ubyte"), labels(directory + "/train-labels-idx1-ubyte")
    test, truth = images(directory + "/t10k-images-idx3-ubyte"), labels(directory + "/t10k-labels-idx1-ubyte")
    accuracies = []
    for seed in range(1, seeds + 1):
        net = train(seed, x, y)
        with torch.no_grad():
            accuracies.append((net(test).argmax(1) == truth).float().mean().item())
        print(f"seed {seed}: {accuracies[-1]:.4f}", flush=True)
    print(f"{statistics.mean(accuracies):.4f} ± {statistics.stdev(accuracies):.4f} ({seeds})")


if __name__ == "__main__":
    main()
