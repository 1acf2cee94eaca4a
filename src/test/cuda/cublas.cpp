// The functions of cuBLAS that the product calls, in plain loops.

#include <algorithm>
#include <vector>

#include "stand_in.h"

namespace {

constexpr int SUCCESS = 0, NOT_INITIALIZED = 1, INVALID_VALUE = 7, EXECUTION_FAILED = 13;

struct Handle {
  void* stream = nullptr;
  void* workspace = nullptr;
};

/** Column-major C [m, n] = alpha op(A) op(B) + beta C; the inner loop is over adjacent floats. */
void product(bool ta, bool tb, int m, int n, int k, float alpha, const float* a, int lda, const float* b, int ldb, float beta,
             float* c, int ldc) {
  std::vector<float> turned(ta ? size_t(m) * k : 0), sums(m);
  if (ta) {
    for (int i = 0; i < m; i++)
      for (int p = 0; p < k; p++) turned[i + size_t(p) * m] = a[p + size_t(i) * lda];
    a = turned.data();
    lda = m;
  }
  for (int j = 0; j < n; j++) {
    std::fill(sums.begin(), sums.end(), 0.0f);
    for (int p = 0; p < k; p++) {
      const float factor = tb ? b[j + size_t(p) * ldb] : b[p + size_t(j) * ldb];
      const float* column = a + size_t(p) * lda;
      for (int i = 0; i < m; i++) sums[i] += column[i] * factor;
    }
    float* column = c + size_t(j) * ldc;
    for (int i = 0; i < m; i++) column[i] = beta == 0 ? alpha * sums[i] : alpha * sums[i] + beta * column[i];
  }
}

bool holds(const float* matrix, int rows, int columns, int stride) {
  return rows == 0 || columns == 0 || standInInside(matrix, sizeof(float) * (size_t(stride) * (columns - 1) + rows));
}

int lastMathMode = 0;

}  // namespace

/** The math mode that was set last, of any handle. */
STAND_IN_API int standInMathMode() { return lastMathMode; }

#define BEGIN(handle)                                     \
  if (int status = standInInjected(__func__)) return status; \
  if (!handle) return NOT_INITIALIZED

STAND_IN_API const char* cublasGetStatusName(int status) {
  switch (status) {
    case 0: return "CUBLAS_STATUS_SUCCESS";
    case 1: return "CUBLAS_STATUS_NOT_INITIALIZED";
    case 3: return "CUBLAS_STATUS_ALLOC_FAILED";
    case 7: return "CUBLAS_STATUS_INVALID_VALUE";
    case 13: return "CUBLAS_STATUS_EXECUTION_FAILED";
    case 14: return "CUBLAS_STATUS_INTERNAL_ERROR";
    default: return "an unknown status";
  }
}

STAND_IN_API int cublasGetProperty(int property, int* value) {
  const int version[] = {13, 1, 0};
  if (property < 0 || property > 2) return INVALID_VALUE;
  *value = version[property];
  return SUCCESS;
}

STAND_IN_API int cublasCreate_v2(Handle** handle) {
  if (int status = standInInjected(__func__)) return status;
  *handle = new Handle();
  return SUCCESS;
}

STAND_IN_API int cublasDestroy_v2(Handle* handle) {
  BEGIN(handle);
  delete handle;
  return SUCCESS;
}

STAND_IN_API int cublasSetStream_v2(Handle* handle, void* stream) {
  BEGIN(handle);
  handle->stream = stream;
  handle->workspace = nullptr;
  return SUCCESS;
}

STAND_IN_API int cublasSetWorkspace_v2(Handle* handle, void* workspace, size_t bytes) {
  BEGIN(handle);
  if (!standInInside(workspace, bytes)) return INVALID_VALUE;
  handle->workspace = workspace;
  return SUCCESS;
}

STAND_IN_API int cublasSetMathMode(Handle* handle, int mode) {
  BEGIN(handle);
  if (mode < 0 || mode > 3) return INVALID_VALUE;
  lastMathMode = mode;
  return SUCCESS;
}

STAND_IN_API int cublasSgemm_v2(Handle* handle, int transposeA, int transposeB, int m, int n, int k, const float* alpha,
                                const float* a, int lda, const float* b, int ldb, const float* beta, float* c, int ldc) {
  BEGIN(handle);
  bool ta = transposeA != 0, tb = transposeB != 0;
  if (m < 0 || n < 0 || k < 0 || transposeA < 0 || transposeA > 2 || transposeB < 0 || transposeB > 2 ||
      lda < std::max(1, ta ? k : m) || ldb < std::max(1, tb ? n : k) || ldc < std::max(1, m) || !alpha || !beta)
    return INVALID_VALUE;
  if (!handle->workspace) return NOT_INITIALIZED;  // the product always gives one, for the sake of the bits
  float scale = *alpha, keep = *beta;
  int code = standInEnqueue(handle->stream, [=] {
    if (!holds(a, ta ? k : m, ta ? m : k, lda) || !holds(b, tb ? n : k, tb ? k : n, ldb) || !holds(c, m, n, ldc)) return 700;
    product(ta, tb, m, n, k, scale, a, lda, b, ldb, keep, c, ldc);
    return 0;
  });
  return code ? EXECUTION_FAILED : SUCCESS;
}
