#!/bin/sh
# Proves Trainyard's engine "cuda" on this machine: equality with the CPU's engine, repeatable bits, kill and resume, speed.
#
#   ./gpu-check.sh [LIBRARIES_FOLDER]
#
# It needs Linux on x86-64, an NVIDIA driver, and cuBLAS and NVRTC: of a CUDA toolkit, of the packages of python3, or in
# LIBRARIES_FOLDER, its lib, its lib64 or, where it is a Python environment, its packages. It prints a row for each check and writes gpu-check.json and gpu-check.log into the current folder. Exit code 0:
# nothing failed; 1: something failed; 2: there is no card to check. `./gpu-check.sh --help` names all options.
# Where a python3 has PyTorch, NVIDIA's libraries are in its packages.
: "${VIRTUAL_ENV:=$(python3 -c 'import sys; print(sys.prefix)' 2>/dev/null)}"
export VIRTUAL_ENV
home=$(cd "$(dirname "$0")" && pwd) || exit 1
exec "$home/runtime/bin/java" -XX:TieredStopAtLevel=1 -Xmx256m -Dgpu-check.home="$home" -cp "$home/lib/*" \
  dev.trainyard.gpu.GpuCheck "$@"
