// What the stand-in's libraries know of each other: the driver's state, and work that goes to a stream.
#pragma once

#include <cstddef>
#include <functional>

#define STAND_IN_API extern "C" __attribute__((visibility("default")))

/** One kernel of a compiled module, made by device.h. */
struct StandInKernel {
  int arguments;
  const size_t* sizes;
  const bool* pointers;
  int (*run)(void** arguments, const unsigned* grid, const unsigned* block);
};

/** Work that returns a code of the driver. */
using StandInWork = std::function<int()>;

/** The code with which this call of the function has to fail, or 0. */
STAND_IN_API int standInInjected(const char* function);

/** Does the work at once, or adds it to what the stream captures; returns a code of the driver. */
__attribute__((visibility("default"))) int standInEnqueue(void* stream, StandInWork work);

/** Whether the bytes lie within one piece of the card's memory. */
STAND_IN_API bool standInInside(const void* address, size_t bytes);
