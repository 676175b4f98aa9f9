// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import Testing

@Suite struct `The last lines of a log` {
  private typealias Cause = Trial.Failure.Diagnosis.Cause

  /// As the frameworks print them.
  private static let gpu = [
    "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 20.00 GiB. GPU 0 has a total capacity of 79.15 GiB",
    "RuntimeError: CUDA out of memory. Tried to allocate 2.00 MiB (GPU 0; 10.76 GiB total capacity)",
    "torch.cuda.OutOfMemoryError: HIP out of memory. Tried to allocate 64.00 GiB",
    "RuntimeError: CUDA error: out of memory",
    "RuntimeError: MPS backend out of memory (MPS allocated: 5.05 GB, other allocations: 3.99 GB)",
    "2024-05-01 12:00:00.0: W tensorflow/core/framework/op_kernel.cc:1830] OP_REQUIRES failed: RESOURCE_EXHAUSTED: "
      + "failed to allocate memory; OOM when allocating tensor with shape[64,3,224,224] on device:GPU:0 by allocator GPU_0_bfc",
    "jaxlib.xla_extension.XlaRuntimeError: RESOURCE_EXHAUSTED: Out of memory while trying to allocate 34359738368 bytes.",
    "tensorflow.python.framework.errors_impl.ResourceExhaustedError: {{function_node __wrapped__AddV2}}",
    "failed to alloc 2147483648 bytes on host: CUDA_ERROR_OUT_OF_MEMORY: out of memory",
    "RuntimeError: CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`",
    "cupy.cuda.memory.OutOfMemoryError: Out of memory allocating 8,589,934,592 bytes",
    "[LightGBM] [Fatal] [CUDA] out of memory /LightGBM/src/cuda/cuda_utils.cpp 18",
    "xgboost.core.XGBoostError: [12:00:00] /workspace/src/c_api/../data/../common/device_helpers.cuh:431: Memory "
      + "allocation error on worker 0: [12:00:00] cudaErrorMemoryAllocation: out of memory",
  ]
  private static let memory = [
    "MemoryError", "MemoryError: Unable to allocate 745. GiB",
    "numpy.core._exceptions._ArrayMemoryError: Unable to allocate 7.45 GiB for an array with shape (1000000000,)",
    "RuntimeError: [enforce fail at alloc_cpu.cpp:83] err == 0. DefaultCPUAllocator: can't allocate memory",
    "ResourceExhaustedError: OOM when allocating tensor with shape[99] on /job:localhost/replica:0/task:0/device:CPU:0",
    "terminate called after throwing an instance of 'std::bad_alloc'",
    "OSError: [Errno 12] Cannot allocate memory", "Error: cannot allocate vector of size 74.5 Gb",
    "ERROR: LoadError: OutOfMemoryError()", "Exception in thread \"main\" java.lang.OutOfMemoryError: Java heap space",
    "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory",
    "RuntimeError: unable to write to file </torch_4711_1>: No space left on device (28)",
    "fatal error: out of memory",
  ]
  private static let disk = [
    "OSError: [Errno 28] No space left on device", "cp: error writing 'x': No space left on device",
    "OSError: [Errno 122] Disk quota exceeded", "sqlite3.OperationalError: database or disk is full",
  ]

  @Test(
    arguments: gpu.map { ($0, "gpuOutOfMemory") } + memory.map { ($0, "outOfMemory") } + disk.map { ($0, "diskFull") })
  func `tell what was full, by the words of each framework`(line: String, cause: String) {
    let diagnosis = LogEvidence.diagnosis(in: ["Traceback (most recent call last):", "  \(line)", "[[node]]"])
    #expect(diagnosis?.cause.rawValue == cause)
    #expect(
      diagnosis.map { line.hasPrefix($0.evidence.hasSuffix("…") ? String($0.evidence.dropLast()) : $0.evidence) }
        == true)
  }

  @Test(arguments: [
    "ValueError: learning rate 0.9 is too large", "Killed", "", "loss is nan",
    "Hint: set max_split_size_mb if reserved memory is much larger than allocated memory",
    "epoch 3: GPU memory 12.3 GB of 16", "saving to /data/out of memory.txt", "Segmentation fault (core dumped)",
    "ImportError: libcuda.so.1: cannot open shared object file: No such file or directory",
  ])
  func `tell nothing where they speak of something else`(line: String) {
    #expect(LogEvidence.diagnosis(in: [line]) == nil)
  }

  @Test func `count from the last one that tells, for what stands above was survived`() {
    let lines = ["CUDA out of memory: halving the batch", "OSError: [Errno 28] No space left on device", "bye"]
    #expect(LogEvidence.diagnosis(in: lines)?.cause == .diskFull)
  }

  @Test func `are quoted, but not at any length`() {
    let line = "\t MemoryError: " + String(repeating: "x", count: 500)
    let evidence = LogEvidence.diagnosis(in: [line])?.evidence
    #expect(
      evidence?.count == 200 && evidence?.hasPrefix("MemoryError: xxx") == true && evidence?.hasSuffix("…") == true)
  }
}
