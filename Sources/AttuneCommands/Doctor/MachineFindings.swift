// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Processors and accelerators.
package enum MachineFindings {
  /// - Parameter gpus: NVIDIA's.
  package static func all(processors: Int = sysconf(Int32(_SC_NPROCESSORS_ONLN)), gpus: Int) -> [Finding] {
    [
      Finding(.ok, "processors", "\(processors); maxParallelTrials says how many trials share them"),
      gpus > 0
        ? Finding(.ok, "GPUs", "\(gpus) of NVIDIA; trials share \(gpus == 1 ? "it" : "them")")
        : Finding(.missing, "GPUs", "no NVIDIA driver is loaded; trainers run on the processors"),
    ]
  }
}
