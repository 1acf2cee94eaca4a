// What the engine cuda computes beside matrix products.
//
// Values lie example by example; an image's row by row, pixel by pixel, channel by channel, so that
// the channels of a pixel are adjacent and a flattened image is the same array. One thread makes one
// value where nothing else is said: it is thread `i` of `n`. Sums are taken in an order that the
// sizes alone decide, and nothing is added up by atomics, so every run gives the same bits. Numbers of
// values are below 2^31; only places in a data set may be beyond.

typedef unsigned long long Bits;

#define EACH(n) \
    unsigned i = blockIdx.x * blockDim.x + threadIdx.x; \
    if (i >= (unsigned) (n)) return

// ------------------------------------------------------------------ where the training stands

// Which mini-batch of its epoch is under way or comes next, and which of the epoch's images is its
// first. A mini-batch begins where `next` says, and its loss says where the one after it begins, so
// nothing is read by a kernel that writes it.
struct Spot {
    int batch, first;
};

struct Place {
    Spot now, next;
};

// ------------------------------------------------------------------ randomness

// SplitMix64 at any index, as the class Randomness has it.
#define GOLDEN 0x9E3779B97F4A7C15ull

__device__ Bits mix(Bits z) {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
}

__device__ Bits part(Bits key, Bits index) {
    return mix(key + GOLDEN * (index + 1));
}

// In [0, 1), with 24 random bits: exact as a float.
__device__ float uniform(Bits key, Bits index) {
    return (float) (mix(key + GOLDEN * (index + 1)) >> 40) * 0x1.0p-24f;
}

// ------------------------------------------------------------------ input

// The images and labels of the next mini-batch; without an order they are taken one after the other.
extern "C" __global__ void gather(int n, const unsigned char* images, const int* labels,
                                  const int* order, Place* place, int size, float* values,
                                  int* truths) {
    EACH(n);
    if (i == 0) place->now = place->next;
    int example = i / size;
    int value = i % size;
    int at = place->next.first + example;
    int image = order ? order[at] : at;
    values[i] = (float) images[(long long) image * size + value] / 255.0f;
    if (value == 0) truths[example] = labels[image];
}

// ------------------------------------------------------------------ activations

enum Activation { LINEAR, RELU, LEAKY_RELU, ELU, GELU, TANH, SIGMOID };

#define LEAKY_SLOPE 0.2f
#define GELU_FACTOR 1.702

__device__ float activated(int activation, float x) {
    switch (activation) {
        case RELU: return x > 0.0f || x != x ? x : 0.0f;
        case LEAKY_RELU: return x > 0.0f ? x : LEAKY_SLOPE * x;
        case ELU: return x > 0.0f ? x : (float) expm1((double) x);
        case GELU: return (float) (x / (1 + exp(-GELU_FACTOR * x)));
        case TANH: return (float) tanh((double) x);
        case SIGMOID: return (float) (1 / (1 + exp(-(double) x)));
        default: return x;
    }
}

// The derivative, told from the output y; that of GELU from the input x.
__device__ float slope(int activation, float x, float y) {
    switch (activation) {
        case RELU: return y > 0.0f ? 1.0f : 0.0f;
        case LEAKY_RELU: return y < 0.0f ? LEAKY_SLOPE : 1.0f;
        case ELU: return y < 0.0f ? 1 + y : 1.0f;
        case GELU: {
            double scaled = GELU_FACTOR * x;
            double sigmoid = 1 / (1 + exp(-scaled));
            return (float) (sigmoid * (1 + scaled * (1 - sigmoid)));
        }
        case TANH: return 1 - y * y;
        case SIGMOID: return y * (1 - y);
        default: return 1.0f;
    }
}

// values <- activation(values + bias of the column); `inputs`, where it is asked for, gets what the
// activation was applied to.
extern "C" __global__ void shiftAndActivate(int n, int columns, const float* biases,
                                            int activation, float* values, float* inputs) {
    EACH(n);
    float x = values[i] + biases[i % columns];
    if (inputs) inputs[i] = x;
    values[i] = activated(activation, x);
}

extern "C" __global__ void activate(int n, int activation, const float* inputs, float* outputs) {
    EACH(n);
    outputs[i] = activated(activation, inputs[i]);
}

extern "C" __global__ void activateBack(int n, int activation, const float* inputs,
                                        const float* outputs, const float* outputGradients,
                                        float* inputGradients) {
    EACH(n);
    inputGradients[i] = outputGradients[i] * slope(activation, inputs[i], outputs[i]);
}

// ------------------------------------------------------------------ sums over rows

// Kernels that add up columns have blocks of COLUMNS by LANES threads, one for each COLUMNS columns
// and slice of rows: each lane adds up every LANES-th row, then the lanes are added up.
#define COLUMNS 32
#define LANES 8

#define COLUMN_OF_SLICE(rows, rowsPerSlice) \
    int column = blockIdx.x * COLUMNS + threadIdx.x; \
    int from = blockIdx.y * (rowsPerSlice); \
    int to = from + (rowsPerSlice) < (rows) ? from + (rowsPerSlice) : (rows)

// What all lanes of the column have, in every one of them.
template <typename Number>
__device__ Number sumOfLanes(Number (&lanes)[LANES][COLUMNS + 1], Number own) {
    __syncthreads();
    lanes[threadIdx.y][threadIdx.x] = own;
    __syncthreads();
    Number sum = 0;
    for (int lane = 0; lane < LANES; lane++) sum += lanes[lane][threadIdx.x];
    return sum;
}

// gradients <- gradients * activation', and sums[slice][column]. `inputs` is read for GELU only.
extern "C" __global__ void slopeAndSum(int rows, int columns, int rowsPerSlice, int activation,
                                       const float* inputs, const float* outputs, float* gradients,
                                       float* sums) {
    __shared__ float lanes[LANES][COLUMNS + 1];
    COLUMN_OF_SLICE(rows, rowsPerSlice);
    float sum = 0.0f;
    if (column < columns) {
        for (int row = from + threadIdx.y; row < to; row += LANES) {
            int at = row * columns + column;
            float gradient = gradients[at];
            if (activation != LINEAR) {
                gradient *= slope(activation, activation == GELU ? inputs[at] : 0.0f, outputs[at]);
                gradients[at] = gradient;
            }
            sum += gradient;
        }
    }
    sum = sumOfLanes(lanes, sum);
    if (column < columns && threadIdx.y == 0) sums[blockIdx.y * columns + column] = sum;
}

// totals[column] of sums[slice][column].
extern "C" __global__ void addSlices(int n, int slices, const float* sums, float* totals) {
    EACH(n);
    double total = 0;
    for (int slice = 0; slice < slices; slice++) total += sums[slice * n + i];
    totals[i] = (float) total;
}

// ------------------------------------------------------------------ windows over images

// A window's way over an image; `before` rows and columns of padding stand above and to the left.
struct Window {
    int height, width, channels;
    int outHeight, outWidth;
    int size, stride, before;
    int beforeColumns;
};

// One cell of the images, taken apart from its number.
struct Cell {
    int channel, column, row, example;
};

__device__ Cell cell(unsigned i, int height, int width, int channels) {
    Cell c;
    c.channel = i % channels;
    i /= channels;
    c.column = i % width;
    i /= width;
    c.row = i % height;
    c.example = i / height;
    return c;
}

// Where a cell stands among all values of the images.
__device__ int valueAt(const Window& w, int example, int row, int column, int channel) {
    return ((example * w.height + row) * w.width + column) * w.channels + channel;
}

// What each position of a convolution's kernel sees: [example][row][column][kernel row][kernel
// column][channel].
extern "C" __global__ void unfold(int n, const Window* window, const float* images,
                                  float* unfolded) {
    EACH(n);
    Window w = *window;
    int channel = i % w.channels;
    unsigned rest = i / w.channels;
    int kernelColumn = rest % w.size;
    rest /= w.size;
    int kernelRow = rest % w.size;
    rest /= w.size;
    int outColumn = rest % w.outWidth;
    rest /= w.outWidth;
    int outRow = rest % w.outHeight;
    int example = rest / w.outHeight;
    int row = outRow * w.stride + kernelRow - w.before;
    int column = outColumn * w.stride + kernelColumn - w.beforeColumns;
    bool inside = row >= 0 && row < w.height && column >= 0 && column < w.width;
    unfolded[i] = inside ? images[valueAt(w, example, row, column, channel)] : 0.0f;
}

// Calls look(number in the window, place among the values) for each cell within the image of the
// window at an output, row by row.
template <typename Look>
__device__ void eachCell(const Window& w, const Cell& output, Look look) {
    for (int ky = 0; ky < w.size; ky++) {
        int row = output.row * w.stride + ky - w.before;
        if (row < 0 || row >= w.height) continue;
        for (int kx = 0; kx < w.size; kx++) {
            int column = output.column * w.stride + kx - w.beforeColumns;
            if (column < 0 || column >= w.width) continue;
            look(ky * w.size + kx, valueAt(w, output.example, row, column, output.channel));
        }
    }
}

// The first position of a window that covers a row or column, and the last one.
__device__ int firstOver(int at, const Window& w, int before) {
    int lowest = at + before - w.size + 1;
    return lowest <= 0 ? 0 : (lowest + w.stride - 1) / w.stride;
}

__device__ int lastOver(int at, const Window& w, int before, int count) {
    int last = (at + before) / w.stride;
    return last < count ? last : count - 1;
}

// The sum of tell(row, column, position, number) over the windows that cover a cell: their row and
// column, their place among all positions, and the cell's number in each.
template <typename Tell>
__device__ float sumOfWindows(const Window& w, const Cell& c, Tell tell) {
    int lastRow = lastOver(c.row, w, w.before, w.outHeight);
    int lastColumn = lastOver(c.column, w, w.beforeColumns, w.outWidth);
    float sum = 0.0f;
    for (int y = firstOver(c.row, w, w.before); y <= lastRow; y++) {
        for (int x = firstOver(c.column, w, w.beforeColumns); x <= lastColumn; x++) {
            int position = (c.example * w.outHeight + y) * w.outWidth + x;
            int ky = c.row + w.before - y * w.stride;
            int kx = c.column + w.beforeColumns - x * w.stride;
            sum += tell(y, x, position, ky * w.size + kx);
        }
    }
    return sum;
}

// The gradients of the images: what every position of the kernel that saw a cell says.
extern "C" __global__ void fold(int n, const Window* window, const float* unfolded, float* gradients) {
    EACH(n);
    Window w = *window;
    Cell c = cell(i, w.height, w.width, w.channels);
    gradients[i] = sumOfWindows(w, c, [&](int, int, int position, int number) {
        return unfolded[(position * w.size * w.size + number) * w.channels + c.channel];
    });
}

// The largest value of each window, and in which of its cells it stands: of equals the first.
extern "C" __global__ void maxPool(int n, const Window* window, const float* images, float* largest,
                                   int* where) {
    EACH(n);
    Window w = *window;
    float best = 0.0f;
    int at = -1;
    eachCell(w, cell(i, w.outHeight, w.outWidth, w.channels), [&](int number, int place) {
        float value = images[place];
        if (at < 0 || value > best || value != value) {
            best = value;
            at = number;
        }
    });
    largest[i] = best;
    where[i] = at;
}

// Each window's gradient goes to the cell where its largest value stood.
extern "C" __global__ void maxPoolBack(int n, const Window* window, const int* where,
                                       const float* outputGradients, float* gradients) {
    EACH(n);
    Window w = *window;
    Cell c = cell(i, w.height, w.width, w.channels);
    gradients[i] = sumOfWindows(w, c, [&](int, int, int position, int number) {
        int out = position * w.channels + c.channel;
        return where[out] == number ? outputGradients[out] : 0.0f;
    });
}

// How many cells of a window lie within the image.
__device__ int within(int position, const Window& w, int before, int length) {
    int from = position * w.stride - before;
    int to = from + w.size;
    return (to < length ? to : length) - (from > 0 ? from : 0);
}

__device__ int cells(int row, int column, const Window& w) {
    return within(row, w, w.before, w.height) * within(column, w, w.beforeColumns, w.width);
}

// The mean of the cells of each window that lie within the image.
extern "C" __global__ void avgPool(int n, const Window* window, const float* images, float* means) {
    EACH(n);
    Window w = *window;
    Cell c = cell(i, w.outHeight, w.outWidth, w.channels);
    float sum = 0.0f;
    eachCell(w, c, [&](int, int place) { sum += images[place]; });
    means[i] = sum / (float) cells(c.row, c.column, w);
}

extern "C" __global__ void avgPoolBack(int n, const Window* window, const float* outputGradients,
                                       float* gradients) {
    EACH(n);
    Window w = *window;
    Cell c = cell(i, w.height, w.width, w.channels);
    gradients[i] = sumOfWindows(w, c, [&](int row, int column, int position, int) {
        return outputGradients[position * w.channels + c.channel] / (float) cells(row, column, w);
    });
}

// The mean of each channel over the image's pixels.
extern "C" __global__ void channelMeans(int n, int pixels, int channels, const float* images,
                                        float* means) {
    EACH(n);
    const float* image = images + i / channels * pixels * channels + i % channels;
    float sum = 0.0f;
    for (int pixel = 0; pixel < pixels; pixel++) sum += image[pixel * channels];
    means[i] = sum / (float) pixels;
}

extern "C" __global__ void channelMeansBack(int n, int pixels, int channels,
                                            const float* outputGradients, float* gradients) {
    EACH(n);
    int example = i / (pixels * channels);
    gradients[i] = outputGradients[example * channels + i % channels] / (float) pixels;
}

// ------------------------------------------------------------------ batch normalisation

// Two sums over rows of one feature.
struct Moments {
    double x, y;
};

struct Pull {
    float x, y;
};

// What a feature is normalised by: output = (x - mean) * scale + beta.
struct Norm {
    float mean, inverseDeviation, scale;
};

// Mean and sum of squared distances from it, of each slice of rows: moments[slice][feature].
extern "C" __global__ void sliceMoments(int rows, int features, int rowsPerSlice, const float* values,
                                        Moments* moments) {
    __shared__ double lanes[LANES][COLUMNS + 1];
    COLUMN_OF_SLICE(rows, rowsPerSlice);
    bool here = column < features;
    double sum = 0;
    if (here) for (int row = from + threadIdx.y; row < to; row += LANES) sum += values[row * features + column];
    double mean = sumOfLanes(lanes, sum) / (double) (to - from);
    double squares = 0;
    if (here) {
        for (int row = from + threadIdx.y; row < to; row += LANES) {
            double distance = values[row * features + column] - mean;
            squares += distance * distance;
        }
    }
    squares = sumOfLanes(lanes, squares);
    if (here && threadIdx.y == 0) {
        moments[blockIdx.y * features + column].x = mean;
        moments[blockIdx.y * features + column].y = squares;
    }
}

// Those of all rows (Chan, Golub and LeVeque 1979), and the running averages after them.
extern "C" __global__ void batchNorms(int n, int rows, int rowsPerSlice, const Moments* moments,
                                      float momentum, float epsilon, const float* gammas,
                                      float* runningMeans, float* runningVariances, Norm* norms) {
    EACH(n);
    double mean = 0;
    double squares = 0;
    for (int from = 0; from < rows; from += rowsPerSlice) {
        double more = (double) (from + rowsPerSlice < rows ? rowsPerSlice : rows - from);
        double count = (double) from;
        Moments slice = moments[from / rowsPerSlice * n + i];
        double distance = slice.x - mean;
        squares += slice.y + distance * distance * count * more / (count + more);
        mean += distance * more / (count + more);
    }
    float average = (float) mean;
    float variance = (float) (squares / (double) rows);
    norms[i].mean = average;
    norms[i].inverseDeviation = (float) (1 / sqrt((double) (variance + epsilon)));
    norms[i].scale = gammas[i] * norms[i].inverseDeviation;
    runningMeans[i] += (1 - momentum) * (average - runningMeans[i]);
    runningVariances[i] += (1 - momentum) * (variance - runningVariances[i]);
}

// The norms of a prediction.
extern "C" __global__ void runningNorms(int n, float epsilon, const float* gammas,
                                        const float* runningMeans, const float* runningVariances,
                                        Norm* norms) {
    EACH(n);
    norms[i].mean = runningMeans[i];
    norms[i].inverseDeviation = (float) (1 / sqrt((double) (runningVariances[i] + epsilon)));
    norms[i].scale = gammas[i] * norms[i].inverseDeviation;
}

extern "C" __global__ void normalise(int n, int features, const Norm* norms, const float* betas,
                                     const float* inputs, float* outputs) {
    EACH(n);
    int feature = i % features;
    outputs[i] = (inputs[i] - norms[feature].mean) * norms[feature].scale + betas[feature];
}

// Sums of the output's gradients, and of them times the distance from the mean, of each slice.
extern "C" __global__ void sliceProducts(int rows, int features, int rowsPerSlice, const Norm* norms,
                                         const float* inputs, const float* outputGradients,
                                         Moments* products) {
    __shared__ double lanes[LANES][COLUMNS + 1];
    COLUMN_OF_SLICE(rows, rowsPerSlice);
    bool here = column < features;
    double sum = 0;
    double product = 0;
    if (here) {
        float mean = norms[column].mean;
        for (int row = from + threadIdx.y; row < to; row += LANES) {
            int at = row * features + column;
            sum += outputGradients[at];
            product += (double) outputGradients[at] * (inputs[at] - mean);
        }
    }
    sum = sumOfLanes(lanes, sum);
    product = sumOfLanes(lanes, product);
    if (here && threadIdx.y == 0) {
        products[blockIdx.y * features + column].x = sum;
        products[blockIdx.y * features + column].y = product;
    }
}

// The gradients of gamma and beta; `pulls` gets what they take from each input's gradient: x, and y
// times its distance from the mean.
extern "C" __global__ void normGradients(int n, int rows, int slices, const Moments* products,
                                         const Norm* norms, float* gammaGradients, float* betaGradients,
                                         Pull* pulls) {
    EACH(n);
    double sum = 0;
    double product = 0;
    for (int slice = 0; slice < slices; slice++) {
        sum += products[slice * n + i].x;
        product += products[slice * n + i].y;
    }
    Norm norm = norms[i];
    betaGradients[i] = (float) sum;
    gammaGradients[i] = (float) (product * norm.inverseDeviation);
    pulls[i].x = (float) (norm.scale * sum / (double) rows);
    pulls[i].y = (float) (norm.scale * norm.inverseDeviation * norm.inverseDeviation * product / (double) rows);
}

extern "C" __global__ void normaliseBack(int n, int features, const Norm* norms, const Pull* pulls,
                                         const float* inputs, const float* outputGradients,
                                         float* inputGradients) {
    EACH(n);
    int feature = i % features;
    Norm norm = norms[feature];
    inputGradients[i] = norm.scale * outputGradients[i] - pulls[feature].x
                        - (inputs[i] - norm.mean) * pulls[feature].y;
}

// ------------------------------------------------------------------ dropout

// Values, or on the way back gradients, times the mask of the layer in this mini-batch. `keys` has
// the epoch's randomness of each layer.
extern "C" __global__ void dropOut(int n, const Bits* keys, int layer, const Place* place, double rate,
                                   float scale, const float* from, float* to) {
    EACH(n);
    float number = uniform(part(keys[layer], (Bits) place->now.batch), (Bits) i);
    to[i] = from[i] * (number >= rate ? scale : 0.0f);
}

// ------------------------------------------------------------------ loss

// Softmax with cross-entropy. One thread for each example: its outputs become probabilities; where
// it trains, `gradients` get (probability - target) / examples. Losses and hits are kept for each
// image at its place in the epoch.
extern "C" __global__ void softmax(int n, int classes, const int* truths, float other, float truth,
                                   float* outputs, float* gradients, Place* place, double* losses,
                                   int* hits) {
    EACH(n);
    if (i == 0) {
        place->next.batch = place->now.batch + 1;
        place->next.first = place->now.first + n;
    }
    int image = place->now.first + i;
    float* z = outputs + i * classes;
    int largest = 0;
    for (int c = 1; c < classes; c++) largest = z[c] > z[largest] ? c : largest;
    int label = truths[i];
    double top = z[largest];
    double own = z[label];
    double sum = 0;
    for (int c = 0; c < classes; c++) {
        double exponential = exp(z[c] - top);
        sum += exponential;
        z[c] = (float) exponential;
    }
    float scale = (float) (1 / sum);
    for (int c = 0; c < classes; c++) z[c] *= scale;
    losses[image] = log(sum) + top - own;
    hits[image] = largest == label ? 1 : 0;
    if (gradients) {
        float share = 1.0f / (float) n;
        for (int c = 0; c < classes; c++) {
            gradients[i * classes + c] = (z[c] - (c == label ? truth : other)) * share;
        }
    }
}

#define TALLIERS 256

// Adds up mini-batches of `size` examples, one in each block, from number `first` on; the last one
// ends with the images.
extern "C" __global__ void tally(int first, int size, int images, const double* losses, const int* hits,
                                 double* lossSums, int* hitSums) {
    __shared__ double loss[TALLIERS];
    __shared__ int hit[TALLIERS];
    int t = threadIdx.x;
    int batch = first + blockIdx.x;
    int from = batch * size;
    int to = from + size < images ? from + size : images;
    loss[t] = 0;
    hit[t] = 0;
    for (int image = from + t; image < to; image += TALLIERS) {
        loss[t] += losses[image];
        hit[t] += hits[image];
    }
    __syncthreads();
    for (int half = TALLIERS / 2; half > 0; half /= 2) {
        if (t < half) {
            loss[t] += loss[t + half];
            hit[t] += hit[t + half];
        }
        __syncthreads();
    }
    if (t == 0) {
        lossSums[batch] = loss[0];
        hitSums[batch] = hit[0];
    }
}

// ------------------------------------------------------------------ updates

// What bears on a parameter beside its gradient; `kinds` says for each parameter which of these.
struct Penalty {
    float decay;      // d penalty / d w = decay * w + l1 * sign(w)
    float l1;
    float decoupled;  // weight decay apart from the gradient
    int trained;      // 0 for running averages and what lies between the parameters
};

__device__ float penalised(float gradient, const Penalty& penalty, float w) {
    gradient += penalty.decay * w;
    if (penalty.l1 != 0.0f) gradient += penalty.l1 * (float) ((w > 0.0f) - (w < 0.0f));
    return gradient;
}

// The penalised gradients, each brought between -most and most where most is above 0, and the sums
// of their squares, one for each slice.
extern "C" __global__ void clipValues(int n, int parameters, int perSlice,
                                      const unsigned char* kinds, const Penalty* penalties,
                                      const float* values, float most, float* gradients, double* squares) {
    EACH(n);
    int from = i * perSlice;
    int to = from + perSlice < parameters ? from + perSlice : parameters;
    double sum = 0;
    for (int p = from; p < to; p++) {
        Penalty penalty = penalties[kinds[p]];
        if (!penalty.trained) continue;
        float gradient = penalised(gradients[p], penalty, values[p]);
        if (most > 0.0f) gradient = gradient > most ? most : gradient < -most ? -most : gradient;
        gradients[p] = gradient;
        sum += (double) gradient * gradient;
    }
    squares[i] = sum;
}

// What all gradients are multiplied by, so that their norm is at most `most`. One thread.
extern "C" __global__ void clipNorm(int n, int slices, const double* squares, double most,
                                    float* scale) {
    EACH(n);
    double sum = 0;
    for (int slice = 0; slice < slices; slice++) sum += squares[slice];
    double length = sqrt(sum);
    *scale = most > 0 && length > most ? (float) (most / length) : 1.0f;
}

enum Rule { SGD, MOMENTUM, NESTEROV, SQUARES, ADAM };

// An optimizer's arithmetic; the formulas stand with the class Optimizer. `first` and `second` are
// the momentum, the shares of the former and the new square, or beta1 and beta2; `rates` and
// `steps` have those of each mini-batch of the epoch, `scale` is null without clipping.
extern "C" __global__ void update(int n, int rule, const Place* place, const float* rates,
                                  const float* steps, float first, float second, float epsilon,
                                  const unsigned char* kinds, const Penalty* penalties, const float* scale,
                                  const float* gradients, float* values, float* state, float* otherState) {
    EACH(n);
    Penalty penalty = penalties[kinds[i]];
    if (!penalty.trained) return;
    float rate = rates[place->now.batch];
    float w = values[i];
    float g = scale ? gradients[i] * *scale : penalised(gradients[i], penalty, w);
    if (penalty.decoupled != 0.0f) w *= 1 - rate * penalty.decoupled;
    switch (rule) {
        case SGD:
            w -= rate * g;
            break;
        case MOMENTUM:
            state[i] = first * state[i] - rate * g;
            w += state[i];
            break;
        case NESTEROV:
            state[i] = first * state[i] - rate * g;
            w += first * state[i] - rate * g;
            break;
        case SQUARES:
            state[i] = first * state[i] + second * g * g;
            w -= rate * g / sqrtf(state[i] + epsilon);
            break;
        case ADAM:
            state[i] = first * state[i] + (1 - first) * g;
            otherState[i] = second * otherState[i] + (1 - second) * g * g;
            w -= steps[place->now.batch] * state[i] / (sqrtf(otherState[i]) + epsilon);
            break;
    }
    values[i] = w;
}

// ------------------------------------------------------------------ augmentation

// How images are changed; the class Distortion has the same in Java, to the bit.
struct Change {
    int height, width, channels;
    int movesPixels;
    int cutout;
    int reach;    // of the smoothing, in pixels
    float alpha;  // of the elastic distortion
};

// The numbers of an image's randomness that are not for displacements.
#define FIRST_DISPLACEMENT 16

// Noise from -1 to 1: [image][down, right][row][column], of the images from `first` on.
extern "C" __global__ void displacements(int n, const Change* change, Bits key, int first,
                                         float* noise) {
    EACH(n);
    int pixels = change->height * change->width;
    Bits image = first + (Bits) (i / (2 * pixels));
    Bits number = FIRST_DISPLACEMENT + (Bits) (i % (2 * pixels));
    noise[i] = 2 * uniform(part(key, image), number) - 1;
}

// One direction of a Gaussian; outside the image there is nothing. `down` is 1 across rows.
extern "C" __global__ void smooth(int n, const Change* change, const float* weights, int down,
                                  const float* from, float* to) {
    EACH(n);
    int width = change->width;
    int at = down ? i / width % change->height : i % width;
    int length = down ? change->height : width;
    int step = down ? width : 1;
    float sum = 0.0f;
    sum += weights[0] * from[i];
    for (int d = 1; d <= change->reach; d++) {
        float before = at - d >= 0 ? from[(int) i - d * step] : 0.0f;
        float behind = at + d < length ? from[i + d * step] : 0.0f;
        sum += weights[d] * (before + behind);
    }
    to[i] = sum;
}

__device__ float pixel(const unsigned char* image, const Change& c, int y, int x, int channel) {
    bool inside = y >= 0 && y < c.height && x >= 0 && x < c.width;
    return inside ? (float) image[(y * c.width + x) * c.channels + channel] : 0.0f;
}

__device__ float clamped(float at, int length) {
    return at < -1.0f ? -1.0f : at > (float) length ? (float) length : at;
}

// The map of one image: where the pixel in row y and column x is taken from is
// (row + cos * below + sin * (ahead - shear * below) - sin * x, ...) with below = y - middle - down.
struct Map {
    double down, shear, cos, sin, ahead, middleRow, middleColumn;
    int top, left;  // of what is cut out
};

// The images from `first` on as the epoch shows them.
extern "C" __global__ void distort(int n, const Change* change, int first, const Map* maps,
                                   const float* smoothed, const unsigned char* originals,
                                   unsigned char* changed) {
    EACH(n);
    Change c = *change;
    int pixels = c.height * c.width;
    int image = i / pixels;
    int place = i % pixels;
    int y = place / c.width;
    int x = place % c.width;
    Map map = maps[first + image];
    long long start = (long long) (first + image) * pixels * c.channels;
    const unsigned char* from = originals + start;
    unsigned char* to = changed + start + place * c.channels;
    bool cut = c.cutout > 0 && y >= map.top && y < map.top + c.cutout && x >= map.left
               && x < map.left + c.cutout;
    float row = 0.0f;
    float column = 0.0f;
    if (c.movesPixels) {
        double below = y - map.middleRow - map.down;
        row = (float) (map.middleRow + map.cos * below + map.sin * (map.ahead - map.shear * below)
                       - map.sin * x);
        column = (float) (map.middleColumn + map.sin * below - map.cos * (map.ahead - map.shear * below)
                          + map.cos * x);
        if (c.alpha > 0.0f) {
            const float* field = smoothed + image * 2 * pixels + place;
            row += c.alpha * field[0];
            column += c.alpha * field[pixels];
        }
    }
    row = clamped(row, c.height) + 1;
    column = clamped(column, c.width) + 1;
    int upper = (int) row - 1;
    int left = (int) column - 1;
    float below = row - 1 - upper;
    float right = column - 1 - left;
    for (int channel = 0; channel < c.channels; channel++) {
        if (cut) {
            to[channel] = 0;
        } else if (!c.movesPixels) {
            to[channel] = from[place * c.channels + channel];
        } else {
            float a = pixel(from, c, upper, left, channel);
            float above = a + right * (pixel(from, c, upper, left + 1, channel) - a);
            float b = pixel(from, c, upper + 1, left, channel);
            float beneath = b + right * (pixel(from, c, upper + 1, left + 1, channel) - b);
            to[channel] = (unsigned char) (int) (above + below * (beneath - above) + 0.5f);
        }
    }
}
