// What the CUDA source of a kernel needs to be C++ for the CPU. Atomics are not there: they would spoil the order of sums.
#pragma once

#include <limits.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <ucontext.h>

#include <mutex>
#include <type_traits>
#include <utility>
#include <vector>

#define __global__
#define __device__
#define __host__
#define __constant__
#define __forceinline__ inline
#define __noinline__ __attribute__((noinline))
#define __shared__ static
#define __launch_bounds__(...)

struct uint3 {
  unsigned x, y, z;
};
struct dim3 {
  unsigned x, y, z;
};
static uint3 threadIdx, blockIdx;
static dim3 blockDim, gridDim;

// ---- what CUDA has and C does not

static inline int max(int a, int b) { return a > b ? a : b; }
static inline int min(int a, int b) { return a < b ? a : b; }
static inline unsigned max(unsigned a, unsigned b) { return a > b ? a : b; }
static inline unsigned min(unsigned a, unsigned b) { return a < b ? a : b; }
static inline long long max(long long a, long long b) { return a > b ? a : b; }
static inline long long min(long long a, long long b) { return a < b ? a : b; }
static inline float max(float a, float b) { return fmaxf(a, b); }
static inline float min(float a, float b) { return fminf(a, b); }
static inline double max(double a, double b) { return fmax(a, b); }
static inline double min(double a, double b) { return fmin(a, b); }

static inline float __fadd_rn(float a, float b) { return a + b; }
static inline float __fsub_rn(float a, float b) { return a - b; }
static inline float __fmul_rn(float a, float b) { return a * b; }
static inline float __fdiv_rn(float a, float b) { return a / b; }
static inline float __fsqrt_rn(float a) { return sqrtf(a); }
static inline float __fmaf_rn(float a, float b, float c) { return fmaf(a, b, c); }
static inline double __dadd_rn(double a, double b) { return a + b; }
static inline double __dsub_rn(double a, double b) { return a - b; }
static inline double __dmul_rn(double a, double b) { return a * b; }
static inline double __ddiv_rn(double a, double b) { return a / b; }
static inline double __dsqrt_rn(double a) { return sqrt(a); }
static inline double __fma_rn(double a, double b, double c) { return fma(a, b, c); }

template <class To, class From>
static inline To standInBits(From value) {
  static_assert(sizeof(To) == sizeof(From), "bits are as many");
  To result;
  memcpy(&result, &value, sizeof result);
  return result;
}
static inline int __float_as_int(float a) { return standInBits<int>(a); }
static inline unsigned __float_as_uint(float a) { return standInBits<unsigned>(a); }
static inline float __int_as_float(int a) { return standInBits<float>(a); }
static inline float __uint_as_float(unsigned a) { return standInBits<float>(a); }
static inline long long __double_as_longlong(double a) { return standInBits<long long>(a); }
static inline double __longlong_as_double(long long a) { return standInBits<double>(a); }
static inline float __int2float_rn(int a) { return (float) a; }
static inline float __double2float_rn(double a) { return (float) a; }
static inline int __float2int_rn(float a) { return (int) nearbyintf(a); }
static inline int __float2int_rd(float a) { return (int) floorf(a); }

static inline unsigned __umulhi(unsigned a, unsigned b) { return (unsigned) ((unsigned long long) a * b >> 32); }
static inline unsigned long long __umul64hi(unsigned long long a, unsigned long long b) {
  return (unsigned long long) ((unsigned __int128) a * b >> 64);
}
static inline long long __mul64hi(long long a, long long b) { return (long long) ((__int128) a * b >> 64); }
static inline int __popc(unsigned a) { return __builtin_popcount(a); }
static inline int __clz(int a) { return a ? __builtin_clz((unsigned) a) : 32; }

// ---- the threads of a block, one after the other; at a barrier each waits in a fiber of its own

namespace stand_in {

constexpr int SUCCESS = 0, LAUNCH_FAILED = 719;
constexpr size_t STACK = 64 << 10;

struct Fiber {
  ucontext_t context;
  std::vector<char> stack;
  uint3 thread;
  int line;  // of the barrier at which it waits; 0: it has ended
};

static std::mutex running;
static ucontext_t scheduler;
static std::vector<Fiber*> fibers;
static Fiber* current;
static unsigned next, threads;  // of the block: begun, and all
static void (*body)(void**);
static void** parameters;

static inline void waitHere(int line) {
  Fiber* self = current;
  self->thread = threadIdx;
  self->line = line;
  swapcontext(&self->context, &scheduler);
  threadIdx = self->thread;
}

/** Runs thread after thread, until one has waited. */
static void fiber() {
  Fiber* self = current;
  for (bool waited = false; !waited && next < threads;) {
    unsigned index = next++;
    threadIdx = {index % blockDim.x, index / blockDim.x % blockDim.y, index / (blockDim.x * blockDim.y)};
    self->line = 0;
    body(parameters);
    waited = self->line != 0;
  }
  self->line = 0;
}

static int block() {
  next = 0;
  size_t waiting = 0;
  unsigned ended = 0;
  int line = 0;
  while (next < threads) {
    if (waiting == fibers.size()) {
      fibers.push_back(new Fiber());
      fibers.back()->stack.resize(STACK);
    }
    Fiber* f = fibers[waiting];
    getcontext(&f->context);
    f->context.uc_stack.ss_sp = f->stack.data();
    f->context.uc_stack.ss_size = f->stack.size();
    f->context.uc_link = &scheduler;
    makecontext(&f->context, fiber, 0);
    current = f;
    unsigned before = next;
    swapcontext(&scheduler, &f->context);
    ended += next - before - (f->line ? 1 : 0);
    if (f->line) {
      if (ended || (line && line != f->line)) return LAUNCH_FAILED;  // they do not all meet at this barrier
      line = f->line;
      waiting++;
    }
  }
  if (waiting && ended) return LAUNCH_FAILED;
  while (waiting) {
    size_t still = 0;
    line = 0;
    for (size_t i = 0; i < waiting; i++) {
      current = fibers[i];
      swapcontext(&scheduler, &current->context);
      if (!current->line) continue;
      if (line && line != current->line) return LAUNCH_FAILED;
      line = current->line;
      still++;
    }
    if (still && still != waiting) return LAUNCH_FAILED;
    waiting = still;
  }
  return SUCCESS;
}

static int run(void (*kernel)(void**), void** arguments, const unsigned* grid, const unsigned* size) {
  std::lock_guard<std::mutex> lock(running);  // what is shared in a block, or built in, is static
  body = kernel;
  parameters = arguments;
  gridDim = {grid[0], grid[1], grid[2]};
  blockDim = {size[0], size[1], size[2]};
  threads = size[0] * size[1] * size[2];
  for (unsigned z = 0; z < grid[2]; z++)
    for (unsigned y = 0; y < grid[1]; y++)
      for (unsigned x = 0; x < grid[0]; x++) {
        blockIdx = {x, y, z};
        if (int code = block()) return code;
      }
  return SUCCESS;
}

template <auto FUNCTION, class TYPE = decltype(FUNCTION)>
struct Launcher;

template <auto FUNCTION, class... A>
struct Launcher<FUNCTION, void (*)(A...)> {
  static constexpr size_t SIZES[] = {sizeof(A)..., 0};
  static constexpr bool POINTERS[] = {std::is_pointer_v<A>..., false};

  template <size_t... I>
  static void call(void** arguments, std::index_sequence<I...>) {
    FUNCTION(*static_cast<std::remove_cv_t<A>*>(arguments[I])...);
  }
  static void thread(void** arguments) { call(arguments, std::index_sequence_for<A...>()); }
  static int launch(void** arguments, const unsigned* grid, const unsigned* size) { return run(thread, arguments, grid, size); }
};

/** As in stand_in.h. */
struct Kernel {
  int arguments;
  const size_t* sizes;
  const bool* pointers;
  int (*run)(void**, const unsigned*, const unsigned*);
};

template <auto FUNCTION, class... A>
constexpr int count(void (*)(A...)) {
  return sizeof...(A);
}

}  // namespace stand_in

#define __syncthreads() stand_in::waitHere(__LINE__)
#define STAND_IN_KERNEL(name)                                                                                      \
  extern "C" const stand_in::Kernel stand_in_##name = {stand_in::count<name>(name), stand_in::Launcher<name>::SIZES, \
                                                       stand_in::Launcher<name>::POINTERS, stand_in::Launcher<name>::launch};
