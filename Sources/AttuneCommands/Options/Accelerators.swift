// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials

/// The GPUs of this machine.
enum Accelerators {
  /// Those that NVIDIA's driver knows of.
  static var count: Int {
    ((try? FileManager.default.contentsOfDirectory(atPath: "/proc/driver/nvidia/gpus")) ?? []).count
  }
}
