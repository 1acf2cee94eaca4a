// A driver without a card: the C functions of libcuda that the product calls, on the machine's own memory. It is stricter
// than a card where that finds mistakes: memory comes filled with NaN, and a write beyond it is an illegal address.

#include <dlfcn.h>
#include <elf.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "stand_in.h"

namespace {

constexpr int SUCCESS = 0, INVALID_VALUE = 1, OUT_OF_MEMORY = 2, NOT_INITIALIZED = 3, NO_DEVICE = 100, INVALID_DEVICE = 101,
              INVALID_IMAGE = 200, INVALID_CONTEXT = 201, INVALID_HANDLE = 400, ILLEGAL_STATE = 401, NOT_FOUND = 500,
              ILLEGAL_ADDRESS = 700, CAPTURE_UNSUPPORTED = 900, CAPTURE_INVALIDATED = 901, CAPTURE_WRONG_THREAD = 908;

const std::map<int, const char*> NAMES = {
    {0, "CUDA_SUCCESS"},
    {1, "CUDA_ERROR_INVALID_VALUE"},
    {2, "CUDA_ERROR_OUT_OF_MEMORY"},
    {3, "CUDA_ERROR_NOT_INITIALIZED"},
    {46, "CUDA_ERROR_DEVICE_UNAVAILABLE"},
    {100, "CUDA_ERROR_NO_DEVICE"},
    {101, "CUDA_ERROR_INVALID_DEVICE"},
    {200, "CUDA_ERROR_INVALID_IMAGE"},
    {201, "CUDA_ERROR_INVALID_CONTEXT"},
    {214, "CUDA_ERROR_ECC_UNCORRECTABLE"},
    {400, "CUDA_ERROR_INVALID_HANDLE"},
    {401, "CUDA_ERROR_ILLEGAL_STATE"},
    {500, "CUDA_ERROR_NOT_FOUND"},
    {700, "CUDA_ERROR_ILLEGAL_ADDRESS"},
    {719, "CUDA_ERROR_LAUNCH_FAILED"},
    {900, "CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED"},
    {901, "CUDA_ERROR_STREAM_CAPTURE_INVALIDATED"},
    {908, "CUDA_ERROR_STREAM_CAPTURE_WRONG_THREAD"},
    {999, "CUDA_ERROR_UNKNOWN"},
};

const std::set<int> STICKY = {46, 214, 220, 700, 702, 710, 714, 715, 716, 717, 718, 719, 999};

constexpr size_t GUARD = 256;
constexpr unsigned char POISON = 0xFF;     // floats of it are NaN
constexpr size_t POISONED = 16 << 20;  // of each allocation, lest large ones take time and pages

struct Stream;

struct Graph {
  std::vector<StandInWork> nodes;
};

struct Stream {
  std::unique_ptr<Graph> captured;
  bool invalidated = false;
  Stream** capturer = nullptr;  // the capturing thread's `capture`
};

struct Module {
  void* library;
};

std::recursive_mutex mutex;
std::map<uintptr_t, size_t> allocations;
std::set<void*> host;
std::set<Stream*> streams;
size_t memory = 0, used = 0;
long objects = 0;
int driver = 0, architecture = 0, devices = 0, sticky = 0, retained = 0;
bool initialized = false;
std::map<std::string, std::pair<int, int>> failures;
char contextHandle;

thread_local bool entered = false;
thread_local Stream* capture = nullptr;

int number(const char* variable, int otherwise) {
  const char* value = getenv(variable);
  return value ? atoi(value) : otherwise;
}

void defaults() {
  memory = size_t(number("STAND_IN_MEMORY", 2048)) << 20;
  architecture = number("STAND_IN_ARCHITECTURE", 90);
  driver = 13000;
  devices = 1;
  failures.clear();
  const char* fail = getenv("STAND_IN_FAIL");  // cuMemAlloc_v2:40:2,cuLaunchKernel:7:719
  for (std::string rest = fail ? fail : ""; !rest.empty();) {
    size_t end = rest.find(',');
    char function[64];
    int after, code;
    if (sscanf(rest.substr(0, end).c_str(), "%63[^:]:%d:%d", function, &after, &code) == 3) failures[function] = {after, code};
    rest = end == std::string::npos ? "" : rest.substr(end + 1);
  }
}

const bool STARTED = (defaults(), true);

int stays(int code) {
  if (STICKY.count(code)) sticky = code;
  return code;
}

/** What a call begins with: a sticky error, or one that a test wants. */
int begin(const char* function, bool context = true) {
  if (sticky) return sticky;
  if (int code = standInInjected(function)) return stays(code);
  if (context && !initialized) return NOT_INITIALIZED;
  return context && !entered ? INVALID_CONTEXT : SUCCESS;
}

/** Refuses what a capturing thread may not do, which spoils the capture. */
int outsideCapture() {
  if (!capture) return SUCCESS;
  capture->invalidated = true;
  return CAPTURE_UNSUPPORTED;
}

#define BEGIN(...)                                  \
  std::lock_guard<std::recursive_mutex> lock(mutex); \
  if (int code = begin(__func__ __VA_OPT__(, ) __VA_ARGS__)) return code

bool intact(uintptr_t address, size_t bytes) {
  static const std::string guard(GUARD, char(POISON));
  auto* p = reinterpret_cast<const char*>(address);
  return memcmp(p - GUARD, guard.data(), GUARD) == 0 && memcmp(p + bytes, guard.data(), GUARD) == 0;
}

bool allIntact() {
  for (auto& [address, bytes] : allocations)
    if (!intact(address, bytes)) return false;
  return true;
}

void release(uintptr_t address) { free(reinterpret_cast<void*>(address - GUARD)); }

Stream* known(void* stream) {
  auto* s = static_cast<Stream*>(stream);
  return streams.count(s) ? s : nullptr;
}

void endCapture(Stream* s) {
  *s->capturer = nullptr;
  s->capturer = nullptr;
  s->captured.reset();
}

}  // namespace

// ---- for tests

STAND_IN_API void standInFail(const char* function, int afterCalls, int code) {
  std::lock_guard<std::recursive_mutex> lock(mutex);
  failures[function] = {afterCalls, code};
}

STAND_IN_API void standInMemory(size_t bytes) { memory = bytes; }

STAND_IN_API void standInArchitecture(int value) { architecture = value; }

STAND_IN_API void standInDevices(int count) { devices = count; }

STAND_IN_API void standInDriver(int version) { driver = version; }

/** Bytes that are allocated on the card. */
STAND_IN_API size_t standInUsed() { return used; }

/** Streams, modules, graphs and pieces of the host's memory that have not been given back. */
STAND_IN_API long standInObjects() { return objects; }

/** As after loading: no error, no failure to come, the environment's sizes. */
STAND_IN_API void standInReset() {
  std::lock_guard<std::recursive_mutex> lock(mutex);
  sticky = 0;
  objects = 0;
  retained = 0;
  for (auto& [address, bytes] : allocations) release(address);
  allocations.clear();
  used = 0;
  defaults();
}

// ---- for the other libraries

int standInInjected(const char* function) {
  std::lock_guard<std::recursive_mutex> lock(mutex);
  auto found = failures.find(function);
  if (found == failures.end() || found->second.first-- > 0) return SUCCESS;
  int code = found->second.second;
  failures.erase(found);
  return code;
}

bool standInInside(const void* pointer, size_t bytes) {
  std::lock_guard<std::recursive_mutex> lock(mutex);
  auto address = reinterpret_cast<uintptr_t>(pointer);
  auto next = allocations.upper_bound(address);
  if (next == allocations.begin()) return false;
  auto& [start, size] = *std::prev(next);
  return address - start <= size && bytes <= size - (address - start);
}

int standInEnqueue(void* stream, StandInWork work) {
  std::lock_guard<std::recursive_mutex> lock(mutex);
  if (sticky) return sticky;
  Stream* s = known(stream);
  if (!s) return INVALID_HANDLE;
  if (!s->captured) return stays(work());
  if (s->invalidated) return CAPTURE_INVALIDATED;
  s->captured->nodes.push_back(std::move(work));
  return SUCCESS;
}

// ---- the driver's functions

STAND_IN_API int cuDriverGetVersion(int* version) {
  *version = driver;
  return standInInjected(__func__);
}

STAND_IN_API int cuGetErrorName(int code, const char** name) {
  auto found = NAMES.find(code);
  *name = found == NAMES.end() ? nullptr : found->second;
  return *name ? SUCCESS : INVALID_VALUE;
}

STAND_IN_API int cuInit(unsigned) {
  std::lock_guard<std::recursive_mutex> lock(mutex);
  if (int code = standInInjected(__func__)) return stays(code);
  if (devices == 0) return NO_DEVICE;
  initialized = true;
  return SUCCESS;
}

STAND_IN_API int cuDeviceGetCount(int* count) {
  BEGIN(false);
  *count = devices;
  return initialized ? SUCCESS : NOT_INITIALIZED;
}

STAND_IN_API int cuDeviceGet(int* device, int number) {
  BEGIN(false);
  if (number < 0 || number >= devices) return INVALID_DEVICE;
  *device = number;
  return SUCCESS;
}

STAND_IN_API int cuDeviceGetName(char* name, int length, int) {
  BEGIN(false);
  snprintf(name, size_t(length), "stand-in");
  return SUCCESS;
}

STAND_IN_API int cuDeviceGetAttribute(int* value, int attribute, int) {
  BEGIN(false);
  if (attribute == 75) *value = architecture / 10;
  else if (attribute == 76) *value = architecture % 10;
  else return INVALID_VALUE;
  return SUCCESS;
}

STAND_IN_API int cuDevicePrimaryCtxRetain(void** context, int) {
  BEGIN(false);
  retained++;
  *context = &contextHandle;
  return SUCCESS;
}

namespace {

/** The end of the context, with all that is in it. */
void forgetContext() {
  objects = 0;
  for (auto& [address, bytes] : allocations) release(address);
  allocations.clear();
  used = 0;
}

}  // namespace

STAND_IN_API int cuDevicePrimaryCtxRelease_v2(int) {
  std::lock_guard<std::recursive_mutex> lock(mutex);
  if (int code = standInInjected(__func__)) return stays(code);
  if (retained == 0) return INVALID_CONTEXT;
  if (--retained == 0) forgetContext();
  return sticky;
}

/** Mends what no other call can: whoever comes next gets a new context. */
STAND_IN_API int cuDevicePrimaryCtxReset_v2(int) {
  std::lock_guard<std::recursive_mutex> lock(mutex);
  if (int code = standInInjected(__func__)) return stays(code);
  forgetContext();
  sticky = 0;
  return SUCCESS;
}

STAND_IN_API int cuCtxSetCurrent(void* context) {
  BEGIN(false);
  if (context != &contextHandle || retained == 0) return INVALID_CONTEXT;
  entered = true;
  return SUCCESS;
}

STAND_IN_API int cuMemGetInfo_v2(size_t* free, size_t* total) {
  BEGIN();
  *free = memory - used;
  *total = memory;
  return SUCCESS;
}

STAND_IN_API int cuMemAlloc_v2(uintptr_t* address, size_t bytes) {
  BEGIN();
  if (int code = outsideCapture()) return code;
  if (bytes == 0) return INVALID_VALUE;
  if (bytes > memory - used) return OUT_OF_MEMORY;
  size_t whole = (bytes + 2 * GUARD + 255) / 256 * 256;
  void* p = aligned_alloc(256, whole);
  if (!p) return OUT_OF_MEMORY;
  auto* begin = static_cast<char*>(p);
  memset(begin, POISON, std::min(whole, GUARD + POISONED));
  memset(begin + GUARD + bytes, POISON, GUARD);
  *address = reinterpret_cast<uintptr_t>(p) + GUARD;
  allocations[*address] = bytes;
  used += bytes;
  return SUCCESS;
}

STAND_IN_API int cuMemFree_v2(uintptr_t address) {
  BEGIN();
  if (int code = outsideCapture()) return code;
  auto found = allocations.find(address);
  if (found == allocations.end()) return INVALID_VALUE;
  if (!intact(address, found->second)) return stays(ILLEGAL_ADDRESS);
  used -= found->second;
  allocations.erase(found);
  release(address);
  return SUCCESS;
}

STAND_IN_API int cuMemAllocHost_v2(void** address, size_t bytes) {
  BEGIN();
  if (int code = outsideCapture()) return code;
  *address = aligned_alloc(4096, (bytes + 4095) / 4096 * 4096);
  if (!*address) return OUT_OF_MEMORY;
  objects++;
  host.insert(*address);
  return SUCCESS;
}

STAND_IN_API int cuMemFreeHost(void* address) {
  BEGIN();
  if (int code = outsideCapture()) return code;
  if (!host.erase(address)) return INVALID_VALUE;
  objects--;
  free(address);
  return SUCCESS;
}

STAND_IN_API int cuMemcpyHtoDAsync_v2(uintptr_t to, const void* from, size_t bytes, void* stream) {
  BEGIN();
  return standInEnqueue(stream, [=] {
    auto* target = reinterpret_cast<void*>(to);
    if (!standInInside(target, bytes)) return ILLEGAL_ADDRESS;
    memcpy(target, from, bytes);
    return SUCCESS;
  });
}

STAND_IN_API int cuMemcpyDtoHAsync_v2(void* to, uintptr_t from, size_t bytes, void* stream) {
  BEGIN();
  return standInEnqueue(stream, [=] {
    auto* source = reinterpret_cast<const void*>(from);
    if (!standInInside(source, bytes)) return ILLEGAL_ADDRESS;
    memcpy(to, source, bytes);
    return SUCCESS;
  });
}

STAND_IN_API int cuMemcpyDtoDAsync_v2(uintptr_t to, uintptr_t from, size_t bytes, void* stream) {
  BEGIN();
  return standInEnqueue(stream, [=] {
    auto* source = reinterpret_cast<const void*>(from);
    auto* target = reinterpret_cast<void*>(to);
    if (!standInInside(source, bytes) || !standInInside(target, bytes)) return ILLEGAL_ADDRESS;
    memmove(target, source, bytes);
    return SUCCESS;
  });
}

STAND_IN_API int cuMemsetD32Async(uintptr_t to, unsigned word, size_t words, void* stream) {
  BEGIN();
  if (to % 4) return INVALID_VALUE;
  return standInEnqueue(stream, [=] {
    auto* target = reinterpret_cast<unsigned*>(to);
    if (!standInInside(target, 4 * words)) return ILLEGAL_ADDRESS;
    for (size_t i = 0; i < words; i++) target[i] = word;
    return SUCCESS;
  });
}

STAND_IN_API int cuModuleLoadData(void** module, const void* image) {
  BEGIN();
  if (int code = outsideCapture()) return code;
  // Its length is not told, as with a cubin: an ELF file's table of sections is its end.
  auto* elf = static_cast<const Elf64_Ehdr*>(image);
  if (memcmp(elf->e_ident, ELFMAG, SELFMAG) != 0) return INVALID_IMAGE;
  size_t bytes = elf->e_shoff + size_t(elf->e_shnum) * elf->e_shentsize;
  const char* folder = getenv("TMPDIR");
  std::string path = std::string(folder ? folder : "/tmp") + "/stand-in-XXXXXX";
  int file = mkstemp(path.data());
  if (file < 0) return INVALID_IMAGE;
  bool whole = write(file, image, bytes) == ssize_t(bytes);
  close(file);
  void* library = whole ? dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL) : nullptr;
  unlink(path.c_str());
  if (!library) {
    fprintf(stderr, "stand-in: %s\n", dlerror());
    return INVALID_IMAGE;
  }
  objects++;
  *module = new Module{library};
  return SUCCESS;
}

STAND_IN_API int cuModuleUnload(void* module) {
  BEGIN();
  if (int code = outsideCapture()) return code;
  auto* m = static_cast<Module*>(module);
  dlclose(m->library);
  objects--;
  delete m;
  return SUCCESS;
}

STAND_IN_API int cuModuleGetFunction(void** function, void* module, const char* name) {
  BEGIN();
  auto symbol = "stand_in_" + std::string(name);
  auto* kernel = static_cast<const StandInKernel*>(dlsym(static_cast<Module*>(module)->library, symbol.c_str()));
  if (!kernel) return NOT_FOUND;
  *function = const_cast<StandInKernel*>(kernel);
  return SUCCESS;
}

STAND_IN_API int cuLaunchKernel(void* function, unsigned gridX, unsigned gridY, unsigned gridZ, unsigned blockX, unsigned blockY,
                                unsigned blockZ, unsigned shared, void* stream, void** parameters, void** extra) {
  BEGIN();
  if (!gridX || !gridY || !gridZ || gridX > 0x7FFFFFFF || gridY > 65535 || gridZ > 65535 || !blockX || !blockY || !blockZ ||
      size_t(blockX) * blockY * blockZ > 1024 || blockZ > 64 || shared > 48 << 10 || extra)
    return INVALID_VALUE;
  auto* kernel = static_cast<const StandInKernel*>(function);
  std::vector<std::vector<char>> values;
  for (int i = 0; i < kernel->arguments; i++) {
    auto* value = static_cast<const char*>(parameters[i]);
    values.emplace_back(value, value + kernel->sizes[i]);
  }
  return standInEnqueue(stream, [=]() mutable {
    std::vector<void*> arguments;
    for (int i = 0; i < kernel->arguments; i++) {
      arguments.push_back(values[size_t(i)].data());
      void* pointer;
      if (kernel->pointers[i] && (memcpy(&pointer, arguments.back(), sizeof pointer), pointer) && !standInInside(pointer, 0))
        return ILLEGAL_ADDRESS;
    }
    unsigned grid[] = {gridX, gridY, gridZ}, block[] = {blockX, blockY, blockZ};
    int code = kernel->run(arguments.data(), grid, block);
    return code == SUCCESS && !allIntact() ? ILLEGAL_ADDRESS : code;
  });
}

STAND_IN_API int cuStreamCreate(void** stream, unsigned) {
  BEGIN();
  auto* s = new Stream();
  objects++;
  streams.insert(s);
  *stream = s;
  return SUCCESS;
}

STAND_IN_API int cuStreamDestroy_v2(void* stream) {
  BEGIN();
  Stream* s = known(stream);
  if (!s) return INVALID_HANDLE;
  if (s->captured) endCapture(s);
  objects--;
  streams.erase(s);
  delete s;
  return SUCCESS;
}

STAND_IN_API int cuStreamSynchronize(void* stream) {
  BEGIN();
  Stream* s = known(stream);
  if (!s) return INVALID_HANDLE;
  if (!s->captured) return SUCCESS;
  s->invalidated = true;
  return CAPTURE_UNSUPPORTED;
}

STAND_IN_API int cuStreamBeginCapture_v2(void* stream, int mode) {
  BEGIN();
  Stream* s = known(stream);
  if (!s) return INVALID_HANDLE;
  if (s->captured || capture) return ILLEGAL_STATE;
  if (mode != 1) return INVALID_VALUE;  // the product captures in the thread-local mode alone
  s->captured = std::make_unique<Graph>();
  s->invalidated = false;
  s->capturer = &capture;
  capture = s;
  return SUCCESS;
}

STAND_IN_API int cuStreamEndCapture(void* stream, void** graph) {
  *graph = nullptr;
  BEGIN();
  Stream* s = known(stream);
  if (!s) return INVALID_HANDLE;
  if (!s->captured) return ILLEGAL_STATE;
  if (s->capturer != &capture) return CAPTURE_WRONG_THREAD;
  if (!s->invalidated) {
    objects++;
    *graph = s->captured.release();
  }
  endCapture(s);
  return *graph ? SUCCESS : CAPTURE_INVALIDATED;
}

STAND_IN_API int cuGraphInstantiateWithFlags(void** executable, void* graph, unsigned long long) {
  BEGIN();
  objects++;
  *executable = new Graph(*static_cast<Graph*>(graph));
  return SUCCESS;
}

STAND_IN_API int cuGraphUpload(void*, void* stream) {
  BEGIN();
  return known(stream) ? SUCCESS : INVALID_HANDLE;
}

STAND_IN_API int cuGraphLaunch(void* executable, void* stream) {
  BEGIN();
  auto* graph = static_cast<Graph*>(executable);
  return standInEnqueue(stream, [graph] {
    for (auto& node : graph->nodes)
      if (int code = node()) return code;
    return SUCCESS;
  });
}

STAND_IN_API int cuGraphDestroy(void* graph) {
  BEGIN();
  objects--;
  delete static_cast<Graph*>(graph);
  return SUCCESS;
}

STAND_IN_API int cuGraphExecDestroy(void* executable) {
  BEGIN();
  objects--;
  delete static_cast<Graph*>(executable);
  return SUCCESS;
}
