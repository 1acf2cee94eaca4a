"""PyTorch as a contestant of the benchmark.

usage: contestant.py DATA_DIRECTORY WORKLOAD SHARE THREADS

Reads the IDX files into memory (of each a fraction, SHARE), then trains one epoch for each line on standard input and prints the
seconds that it took: all mini-batches in a new random order, then the validation images.
"""

import sys
import time

import numpy
import torch
from torch import nn


def images(path):
    pixels = numpy.fromfile(path, dtype=numpy.uint8)[16:].astype(numpy.float32) / 255
    return torch.from_numpy(pixels.reshape(-1, 1, 28, 28))


def labels(path):
    return torch.from_numpy(numpy.fromfile(path, dtype=numpy.uint8)[8:].astype(numpy.int64))


def dense(*units):
    layers = [nn.Flatten()]
    for inputs, outputs in zip(units, units[1:]):
        layers += [nn.Linear(inputs, outputs), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def convolution(inputs, outputs):
    return [nn.Conv2d(inputs, outputs, 5), nn.ReLU(), nn.MaxPool2d(2)]


def normalised(inputs, outputs, kernel, padding=0):
    return [nn.Conv2d(inputs, outputs, kernel, padding=padding), nn.BatchNorm2d(outputs), nn.ReLU()]


def workload(name):
    """The network, its optimizer and the images in a mini-batch."""
    if name == "baseline":
        net = dense(784, 64, 64, 10)
        return net, torch.optim.SGD(net.parameters(), lr=0.1), 128
    if name == "hinton-500-300":
        net = dense(784, 500, 300, 10)
        # The update is w -= lr (g + weight_decay w): Keras's l2 of 1e-5 is a weight decay of 2e-5.
        hidden = [net[1].weight, net[3].weight]
        others = [p for p in net.parameters() if all(p is not h for h in hidden)]
        groups = [{"params": hidden, "weight_decay": 2e-5}, {"params": others}]
        return net, torch.optim.SGD(groups, lr=0.1), 128
    if name == "lenet":
        net = nn.Sequential(*convolution(1, 20), *convolution(20, 50), dense(800, 500, 10))
        return net, torch.optim.Adam(net.parameters(), lr=0.001), 128
    if name == "cnn-fast":
        net = nn.Sequential(*convolution(1, 16), *convolution(16, 48), dense(768, 128, 10))
        return net, torch.optim.Adam(net.parameters(), lr=0.001), 48
    if name == "cnn-accurate":
        net = nn.Sequential(
            *normalised(1, 32, 5), nn.MaxPool2d(2),
            *normalised(32, 64, 5, padding=2), nn.MaxPool2d(2),
            *normalised(64, 128, 3), nn.Flatten(),
            nn.Dropout(0.3), nn.Linear(128 * 4 * 4, 256), nn.ReLU(), nn.Dropout(0.3), nn.Linear(256, 10))
        return net, torch.optim.Adam(net.parameters(), lr=0.001), 128
    raise SystemExit("unknown workload " + name)


def main():
    directory, name, share, threads = sys.argv[1], sys.argv[2], float(sys.argv[3]), int(sys.argv[4])
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    train, validation = int(60_000 * share), int(10_000 * share)
    x = images(directory + "/train-images-idx3-ubyte")[:train]
    y = labels(directory + "/train-labels-idx1-ubyte")[:train]
    test_x = images(directory + "/t10k-images-idx3-ubyte")[:validation]
    test_y = labels(directory + "/t10k-labels-idx1-ubyte")[:validation]
    net, optimizer, batch_size = workload(name)
    loss_of = nn.CrossEntropyLoss()
    print("ready", torch.__version__, flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        order = torch.randperm(len(x))
        net.train()
        for i in range(0, len(x), batch_size):
            batch = order[i:i + batch_size]
            optimizer.zero_grad()
            loss = loss_of(net(x[batch]), y[batch])
            loss.backward()
            optimizer.step()
        net.eval()
        correct = 0
        with torch.no_grad():
            for i in range(0, len(test_x), 500):
                correct += int((net(test_x[i:i + 500]).argmax(1) == test_y[i:i + 500]).sum())
        print("epoch", time.perf_counter() - start, correct / len(test_y), flush=True)


if __name__ == "__main__":
    main()
