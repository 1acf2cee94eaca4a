#!/bin/sh
# Proves Trainyard's engine "cuda" on this machine: equality with the CPU's engine, repeatable bits, kill and resume, speed.
#
#   ./gpu-check.sh [LIBRARIES_FOLDER]
#
# It needs Linux on x86-64, an NVIDIA driver, and cuBLAS and NVRTC: of a CUDA toolkit, of PyTorch's Python packages, or below
# LIBRARIES_FOLDER. It prints a row for each check and writes gpu-check.json and gpu-check.log into the current folder. Exit code 0:
# nothing failed; 1: something failed; 2: there is no card to check. `./gpu-check.sh --help` names all options.
home=$(cd "$(dirname "$0")" && pwd) || exit 1
exec "$home/runtime/bin/java" -XX:TieredStopAtLevel=1 -Xmx256m -Dgpu-check.home="$home" -cp "$home/lib/*" \
  dev.trainyard.gpu.GpuCheck "$@"
