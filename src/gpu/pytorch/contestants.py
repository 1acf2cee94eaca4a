"""PyTorch as a contestant of the check on a card.

usage: contestants.py DATA_DIRECTORY DEVICE SHARE WARM_UP MEASURED SECONDS

Trains the presets by their own recipes, their images on the device from the beginning, and prints, separated by tabs, the median
seconds of an epoch with its validation and the accuracy after the last one. Each preset as one writes it ("eager"), with a mini-batch
as one CUDA graph ("graph"), both in plain float32, and the graph with TF32. SHARE is the fraction of the images; after SECONDS no
further epoch of a contestant begins.
"""

import math
import statistics
import sys
import time

try:
    import numpy
    import torch
    from torch import nn
    from torch.nn import functional
except ImportError as missing:
    print("skip", "PyTorch", missing, sep="\t")
    sys.exit(0)

BATCH = 128
WORKLOADS = ["baseline", "hinton-500-300", "lenet", "cnn-accurate"]


def images(path, device):
    pixels = numpy.fromfile(path, dtype=numpy.uint8)[16:].astype(numpy.float32) / 255
    return torch.from_numpy(pixels.reshape(-1, 1, 28, 28)).to(device)


def labels(path, device):
    return torch.from_numpy(numpy.fromfile(path, dtype=numpy.uint8)[8:].astype(numpy.int64)).to(device)


def dense(*units):
    layers = [nn.Flatten()]
    for inputs, outputs in zip(units, units[1:]):
        layers += [nn.Linear(inputs, outputs), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def convolution(inputs, outputs, size, padding=0):
    return [nn.Conv2d(inputs, outputs, size, padding=padding), nn.BatchNorm2d(outputs, eps=1e-3, momentum=0.01), nn.ReLU()]


def network(name):
    if name == "baseline":
        return dense(784, 64, 64, 10)
    if name == "hinton-500-300":
        return dense(784, 500, 300, 10)
    if name == "lenet":
        return nn.Sequential(
            nn.Conv2d(1, 20, 5), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(20, 50, 5), nn.ReLU(), nn.MaxPool2d(2),
            nn.Flatten(), nn.Linear(800, 500), nn.ReLU(), nn.Linear(500, 10))
    return nn.Sequential(
        *convolution(1, 32, 5), nn.MaxPool2d(2), *convolution(32, 64, 5, 2), nn.MaxPool2d(2), *convolution(64, 128, 3),
        nn.Flatten(), nn.Dropout(0.3), nn.Linear(2048, 256), nn.ReLU(), nn.Dropout(0.3), nn.Linear(256, 10))


def one_cycle(done):
    """The factor of the learning rate when this part of the training is done: as the preset's oneCycle."""
    start, end, part = (0.04, 1, done / 0.3) if done < 0.3 else (1, 4e-6, (done - 0.3) / 0.7)
    return end + (start - end) * 0.5 * (1 + math.cos(math.pi * part))


def warm_cosine(done, warm_up):
    return min(1, done / warm_up) * 0.5 * (1 + math.cos(math.pi * done))


class Distortion:
    """Shift, rotation, scale, shear and elastic distortion of a mini-batch, anew each time: as the augmentation of cnn-accurate."""

    def __init__(self, device, alpha=8.0, sigma=4.0):
        reach = torch.arange(-12, 13, device=device, dtype=torch.float32)
        kernel = torch.exp(-0.5 * (reach / sigma) ** 2)
        self.kernel = kernel / kernel.sum()
        self.alpha = alpha
        self.identity = torch.eye(2, 3, device=device)

    def __call__(self, x):
        n = len(x)
        shift, angle, scale, shear = [2 * torch.rand(n, k, device=x.device) - 1 for k in (2, 1, 1, 1)]
        angle, factor, shear = angle * math.radians(10), 1 / (1 + 0.1 * scale), 0.1 * shear
        cos, sin = factor * torch.cos(angle), factor * torch.sin(angle)
        rows = torch.cat([cos, -sin - shear * cos, sin, cos - shear * sin], 1).view(n, 2, 2)
        affine = torch.cat([rows, (shift * 1.5 / 14).unsqueeze(2)], 2)
        noise = 2 * torch.rand(2 * n, 1, 28, 28, device=x.device) - 1
        smooth = functional.conv2d(noise, self.kernel.view(1, 1, 1, -1), padding=(0, 12))
        smooth = functional.conv2d(smooth, self.kernel.view(1, 1, -1, 1), padding=(12, 0))
        moved = (self.alpha / 14) * smooth.view(n, 2, 28, 28).permute(0, 2, 3, 1)
        grid = functional.affine_grid(affine, list(x.shape), align_corners=False) + moved
        return functional.grid_sample(x, grid, align_corners=False)


class Training:
    """One contestant: a preset, eager or as graphs."""

    def __init__(self, name, train, validation, epochs, graphed):
        self.x, self.y = train
        self.validation = validation
        self.steps, self.epochs, self.done = math.ceil(len(self.y) / BATCH), epochs, 0
        self.device = self.x.device
        torch.manual_seed(1)
        self.net = network(name).to(self.device)
        convolves = name in ("lenet", "cnn-accurate")
        self.loss = nn.CrossEntropyLoss(label_smoothing=0.1 if convolves else 0)
        self.distort = Distortion(self.device) if name == "cnn-accurate" else lambda x: x
        self.rate = {"lenet": 0.002, "cnn-accurate": 0.003}.get(name, 0.1)
        self.factor = {"lenet": lambda done: warm_cosine(done, 1 / epochs), "cnn-accurate": one_cycle}.get(name)
        if convolves:
            # A graph reads its learning rate from the card.
            rate = torch.tensor(self.rate, device=self.device) if graphed else self.rate
            self.optimizer = torch.optim.AdamW(
                self.net.parameters(), lr=rate, eps=1e-7, weight_decay=0.05, capturable=graphed)
        else:
            self.optimizer = torch.optim.SGD(self.net.parameters(), lr=self.rate)
        self.correct = torch.zeros((), dtype=torch.int64, device=self.device)
        self.run_step, self.run_validation = self.step, self.validate
        if graphed:
            self.capture()

    def step(self, index):
        self.optimizer.zero_grad()
        self.loss(self.net(self.distort(self.x[index])), self.y[index]).backward()
        self.optimizer.step()

    def validate(self):
        x, y = self.validation
        self.correct.zero_()
        with torch.no_grad():
            for i in range(0, len(y), 500):
                self.correct += (self.net(x[i:i + 500]).argmax(1) == y[i:i + 500]).sum()

    def capture(self):
        """A graph for a full mini-batch, one for the last one of an epoch, one for the validation."""
        sizes = {min(BATCH, len(self.y)), (len(self.y) - 1) % BATCH + 1}
        indices = {size: torch.zeros(size, dtype=torch.int64, device=self.device) for size in sizes}
        side = torch.cuda.Stream()
        side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(side):
            for index in [*indices.values()] * 3:
                self.net.train()
                self.step(index)
                self.net.eval()
                self.validate()
        torch.cuda.current_stream().wait_stream(side)
        graphs = {}
        self.net.train()
        for size, index in indices.items():
            graphs[size] = torch.cuda.CUDAGraph()
            self.optimizer.zero_grad(set_to_none=True)
            with torch.cuda.graph(graphs[size]):
                self.step(index)
        self.net.eval()
        validation = torch.cuda.CUDAGraph()
        with torch.cuda.graph(validation):
            self.validate()

        def replay(index):
            indices[len(index)].copy_(index)
            graphs[len(index)].replay()

        self.run_step, self.run_validation = replay, validation.replay

    def set_rate(self, step):
        if self.factor:
            rate = self.rate * self.factor((self.done + step / self.steps) / self.epochs)
            for group in self.optimizer.param_groups:
                if torch.is_tensor(group["lr"]):
                    group["lr"].fill_(rate)
                else:
                    group["lr"] = rate

    def epoch(self):
        """Returns its seconds and the accuracy after it."""
        start = time.perf_counter()
        order = torch.randperm(len(self.y), device=self.device)
        self.net.train()
        for step in range(self.steps):
            self.set_rate(step)
            self.run_step(order[step * BATCH:(step + 1) * BATCH])
        self.net.eval()
        self.run_validation()
        self.done += 1
        accuracy = self.correct.item() / len(self.validation[1])
        return time.perf_counter() - start, accuracy


def tell(*words):
    print(*words, sep="\t", flush=True)


def measure(what, training, warm_up, measured, seconds):
    begin, times, accuracy = time.perf_counter(), [], 0
    while len(times) < warm_up + measured and time.perf_counter() - begin < seconds:
        second, accuracy = training.epoch()
        times.append(second)
    if len(times) <= warm_up:
        tell("skip", what, f"only {len(times)} epochs in time")
    else:
        tell("seconds", what, statistics.median(times[warm_up:]), f"{accuracy:.4f}")


def main():
    directory, device, share = sys.argv[1], sys.argv[2], float(sys.argv[3])
    warm_up, measured, seconds = int(sys.argv[4]), int(sys.argv[5]), float(sys.argv[6])
    if device == "cuda" and not torch.cuda.is_available():
        tell("skip", "PyTorch", f"{torch.__version__} sees no card")
        return
    tell("fact", "PyTorch", f"{torch.__version__} on {torch.cuda.get_device_name() if device == 'cuda' else device}")
    train, validation = [
        (images(f"{directory}/{split}-images-idx3-ubyte", device)[:math.ceil(share * count)],
         labels(f"{directory}/{split}-labels-idx1-ubyte", device)[:math.ceil(share * count)])
        for split, count in (("train", 60_000), ("t10k", 10_000))]
    modes = [("eager", False, False), ("graph", True, False), ("graph, TF32", True, True)]
    for name in WORKLOADS:
        for mode, graphed, tf32 in modes if device == "cuda" else modes[:1]:
            what = f"{name}, PyTorch {mode}"
            torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = tf32
            try:
                training = Training(name, train, validation, warm_up + measured, graphed)
                measure(what, training, warm_up, measured, seconds)
            except RuntimeError as e:
                tell("skip", what, " ".join(str(e).split())[:200])


if __name__ == "__main__":
    try:
        main()
    except BrokenPipeError:
        sys.exit(1)
