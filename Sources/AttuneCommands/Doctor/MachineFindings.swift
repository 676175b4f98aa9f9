// SPDX-License-Identifier: Apache-2.0
package import AttuneLocal

/// Processors and accelerators.
package enum MachineFindings {
  package static func all(
    processors: Int = ThreadHints.processors, gpus: InstalledGPUs
  ) -> [Finding] {
    [
      Finding(.ok, "processors", "\(processors); maxParallelTrials says how many trials share them"),
      gpus.names.isEmpty
        ? Finding(.missing, "GPUs", "neither nvidia-smi nor rocm-smi tells of one; trainers run on the processors")
        : Finding(.ok, "GPUs", "\(gpus.names.count) of \(gpus.vendor.word), each for one trial at a time"),
    ]
  }
}

extension InstalledGPUs.Vendor {
  fileprivate var word: String {
    switch self {
    case .nvidia: "NVIDIA"
    case .amd: "AMD"
    }
  }
}
