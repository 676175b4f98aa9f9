// SPDX-License-Identifier: Apache-2.0
package import AttuneStudy

/// What the last lines of a failed trainer's log say of its reason.
///
/// Frameworks say it in many ways, and none of them in the exit status. The last line that tells counts: what was
/// caught earlier, and survived, stands above it.
package enum LogEvidence {
  /// - Parameter lines: the end of the log, oldest first.
  package static func diagnosis(in lines: some BidirectionalCollection<some StringProtocol>) -> Trial.Failure.Diagnosis?
  {
    for line in lines.reversed() {
      let text = String(line.drop { $0 == " " || $0 == "\t" })
      guard let cause = cause(in: text.lowercased()) else { continue }
      // A line may hold a whole dump.
      return Trial.Failure.Diagnosis(cause, evidence: text.count <= 200 ? text : text.prefix(199) + "…")
    }
    return nil
  }

  private static func cause(in line: String) -> Trial.Failure.Diagnosis.Cause? {
    // Shared memory is a file system, too, but no disk: it is full when data loaders hold too much of it.
    if Words.disk.contains(where: line.contains) {
      return Words.sharedMemory.contains(where: line.contains) ? .outOfMemory : .diskFull
    }
    if Words.gpu.contains(where: line.contains) { return .gpuOutOfMemory }
    if Words.either.contains(where: line.contains) {
      return Words.processor.contains(where: line.contains) ? .outOfMemory : .gpuOutOfMemory
    }
    if Words.memory.contains(where: line.contains) || line.hasPrefix("memoryerror") { return .outOfMemory }
    guard line.contains("out of memory"), Words.complaint.contains(where: line.contains) else { return nil }
    return Words.device.contains(where: line.contains) ? .gpuOutOfMemory : .outOfMemory
  }

  /// All in lower case.
  private enum Words {
    static let disk = [
      "no space left on device", "disk quota exceeded", "database or disk is full", "enospc",
      "not enough space on the disk", "there is not enough space",
    ]
    static let sharedMemory = ["/dev/shm", "</torch_", "shared memory"]
    static let gpu = [
      // PyTorch, and what it prints of the driver; ROCm; Apple.
      "cuda out of memory", "cuda error: out of memory", "torch.cuda.outofmemoryerror", "torch.outofmemoryerror",
      "hip out of memory", "hip error: out of memory", "xpu out of memory", "mps backend out of memory",
      // The driver and NVIDIA's libraries, as TensorFlow, JAX, CuPy, XGBoost and LightGBM print them.
      "cuda_error_out_of_memory", "cudaerrormemoryallocation", "hiperroroutofmemory", "cublas_status_alloc_failed",
      "cudnn_status_alloc_failed", "cusolver_status_alloc_failed", "cusparse_status_alloc_failed",
      "cuda runtime error (2)", "cupy.cuda.memory.outofmemoryerror", "out of gpu memory", "out of memory on gpu",
      "thrust::system::detail::bad_alloc",
    ]
    /// XLA's and TensorFlow's, for whichever device they name.
    static let either = ["resource_exhausted: out of memory", "resourceexhaustederror", "oom when allocating tensor"]
    static let processor = ["device:cpu", "allocator cpu", "cpu_allocator", "mklcpu"]
    static let memory = [
      // Python and NumPy.
      "_arraymemoryerror", ".memoryerror:", "defaultcpuallocator",
      // C and C++, and what the system calls it.
      "std::bad_alloc", "cannot allocate memory", "not enough memory",
      // R, Julia, the JVM, Node, Go, Rust, MATLAB and Octave.
      "cannot allocate vector of", "memory exhausted (limit reached?)", "outofmemoryerror()",
      "java.lang.outofmemoryerror", "javascript heap out of memory", "runtime: out of memory",
      "memory allocation of", "out of memory or dimension too large", "oom-kill", "oom killed",
    ]
    /// In a line that says "out of memory" in words of its own.
    static let complaint = ["error", "fatal", "exception", "killed", "failed"]
    static let device = ["cuda", "gpu", "hip", "nvidia", "nccl", "vram"]
  }
}
