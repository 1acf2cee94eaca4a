// NVRTC by g++: a "cubin" is a shared library that runs the kernels on the CPU, see device.h.

#include <dlfcn.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include "stand_in.h"

namespace {

constexpr int SUCCESS = 0, INVALID_INPUT = 3, INVALID_PROGRAM = 4, INVALID_OPTION = 5, COMPILATION = 6;
const int ARCHITECTURES[] = {75, 80, 86, 89, 90, 100, 120};

struct Program {
  std::string source, name, log, cubin, ptx;
};

std::string read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/** Where this library lies, and device.h beside it. */
std::string home() {
  Dl_info info;
  dladdr(reinterpret_cast<void*>(&home), &info);
  std::string path = info.dli_fname;
  return path.substr(0, path.rfind('/'));
}

std::string withLaunchers(const Program& program) {
  std::ostringstream out;
  out << "#include \"" << home() << "/device.h\"\n#line 1 \"" << program.name << "\"\n" << program.source << "\n";
  static const std::regex KERNEL("__global__\\s+void\\s+(?:__launch_bounds__\\s*\\([^)]*\\)\\s*)?(\\w+)");
  std::set<std::string> names;
  for (std::sregex_iterator i(program.source.begin(), program.source.end(), KERNEL), end; i != end; ++i)
    if (names.insert((*i)[1]).second) out << "STAND_IN_KERNEL(" << (*i)[1] << ")\n";
  return out.str();
}

int compile(Program& program) {
  const char* folder = getenv("TMPDIR");
  std::string base = std::string(folder ? folder : "/tmp") + "/stand-in-XXXXXX";
  if (!mkdtemp(base.data())) return COMPILATION;
  std::ofstream(base + "/kernels.cpp") << withLaunchers(program);
  std::string command = "g++ -std=c++17 -O2 -ffp-contract=off -fno-math-errno -w -shared -fPIC -o '" + base + "/kernels.so' '" +
                        base + "/kernels.cpp' 2> '" + base + "/log'";
  int status = system(command.c_str());
  program.log = read(base + "/log");
  program.cubin = read(base + "/kernels.so");
  for (const char* file : {"/kernels.cpp", "/kernels.so", "/log"}) unlink((base + file).c_str());
  rmdir(base.c_str());
  return status == 0 ? SUCCESS : COMPILATION;
}

}  // namespace

#define BEGIN() \
  if (int code = standInInjected(__func__)) return code

STAND_IN_API const char* nvrtcGetErrorString(int code) {
  switch (code) {
    case SUCCESS: return "NVRTC_SUCCESS";
    case INVALID_INPUT: return "NVRTC_ERROR_INVALID_INPUT";
    case INVALID_PROGRAM: return "NVRTC_ERROR_INVALID_PROGRAM";
    case INVALID_OPTION: return "NVRTC_ERROR_INVALID_OPTION";
    case COMPILATION: return "NVRTC_ERROR_COMPILATION";
    default: return "NVRTC_ERROR unknown";
  }
}

STAND_IN_API int nvrtcVersion(int* major, int* minor) {
  BEGIN();
  *major = 13;
  *minor = 0;
  return SUCCESS;
}

STAND_IN_API int nvrtcGetNumSupportedArchs(int* count) {
  BEGIN();
  *count = int(std::size(ARCHITECTURES));
  return SUCCESS;
}

STAND_IN_API int nvrtcGetSupportedArchs(int* list) {
  BEGIN();
  std::copy(std::begin(ARCHITECTURES), std::end(ARCHITECTURES), list);
  return SUCCESS;
}

STAND_IN_API int nvrtcCreateProgram(Program** program, const char* source, const char* name, int headers, const char* const*,
                                    const char* const*) {
  BEGIN();
  if (!program || headers != 0) return INVALID_INPUT;
  *program = new Program{source, name ? name : "default_program", "", "", ""};
  return SUCCESS;
}

STAND_IN_API int nvrtcCompileProgram(Program* program, int count, const char* const* options) {
  BEGIN();
  if (!program) return INVALID_PROGRAM;
  std::string architecture;
  for (int i = 0; i < count; i++) {
    std::string option = options[i];
    if (option.rfind("--gpu-architecture=", 0) == 0) {
      architecture = option.substr(option.find('=') + 1);
    } else if (option != "--std=c++17" && option != "--fmad=false") {
      program->log = "nvrtc: error: unrecognized option " + option;
      return INVALID_OPTION;
    }
  }
  int number = atoi(architecture.c_str() + architecture.find('_') + 1);
  if (std::find(std::begin(ARCHITECTURES), std::end(ARCHITECTURES), number) == std::end(ARCHITECTURES)) {
    program->log = "nvrtc: error: invalid value for --gpu-architecture";
    return INVALID_OPTION;
  }
  int code = compile(*program);
  if (architecture.rfind("compute_", 0) == 0) std::swap(program->cubin, program->ptx);
  return code;
}

STAND_IN_API int nvrtcDestroyProgram(Program** program) {
  BEGIN();
  if (!program || !*program) return INVALID_PROGRAM;
  delete *program;
  *program = nullptr;
  return SUCCESS;
}

#define TEXT(function, field, end)                                      \
  STAND_IN_API int function##Size(Program* program, size_t* bytes) {    \
    BEGIN();                                                            \
    *bytes = program->field.size() + end;                               \
    return SUCCESS;                                                     \
  }                                                                     \
  STAND_IN_API int function(Program* program, char* bytes) {            \
    BEGIN();                                                            \
    memcpy(bytes, program->field.c_str(), program->field.size() + end); \
    return SUCCESS;                                                     \
  }

TEXT(nvrtcGetProgramLog, log, 1)
TEXT(nvrtcGetCUBIN, cubin, 0)
TEXT(nvrtcGetPTX, ptx, 1)
